package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.task.LatencySetting;

/// What makes a trial good, as people write it down. The formula itself belongs to the controller
/// module, which the service applies to raw values.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ObjectiveSpec {

  /// `ACC x (LAT/T)^w` with `w = alpha` where LAT <= T and `w = beta` above (Tan et al. 2019, eq. 2
  /// and 3). Soft: alpha = beta = -0.07. Hard: 0 and -1.
  ///
  /// @param device the registered device whose p50 is LAT
  @JsonTypeName("latencyProduct")
  record LatencyProduct(
      String device, LatencySetting setting, Target target, double alpha, double beta)
      implements ObjectiveSpec {
    /// MnasNet's exponent: twice the latency is worth 5 % of relative accuracy.
    public static final double SOFT = -0.07;

    public LatencyProduct {
      if (!(alpha <= 0 && alpha >= -100) || !(beta <= 0 && beta >= -100)) {
        throw new IllegalArgumentException(
            "The exponents alpha and beta lie in -100..0, so that slower is never better, but are "
                + (alpha + " and " + beta + "."));
      }
    }
  }
}
