package dev.archway.core.recipe;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// How the learning rate moves over a training, step by step.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Schedule {

  /// The factor on the base learning rate at a step counted from 0.
  double factor(long step, long steps);

  /// Half a cosine from 1 to 0 (Loshchilov and Hutter 2017, one period), after a linear warm-up
  /// over the first `warmup` share of all steps.
  @JsonTypeName("cosine")
  record Cosine(double warmup) implements Schedule {
    public Cosine {
      Rules.require(warmup >= 0 && warmup < 1, "warmup", warmup, "[0, 1)");
    }

    @Override
    public double factor(long step, long steps) {
      double warm = warmup * steps;
      return step < warm
          ? (step + 1) / (warm + 1)
          : 0.5 * (1 + StrictMath.cos(StrictMath.PI * (step - warm) / (steps - warm)));
    }
  }
}
