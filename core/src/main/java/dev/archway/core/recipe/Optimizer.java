package dev.archway.core.recipe;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// How gradients become steps.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Optimizer {

  /// Stochastic gradient descent in PyTorch's form: `g += weightDecay * w; v = momentum * v + g; w
  /// -= lr * (nesterov ? g + momentum * v : v)`. Weight decay is for convolution and linear weights
  /// only, not for batch normalization and biases.
  @JsonTypeName("sgd")
  record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
      implements Optimizer {
    public Sgd {
      Rules.require(
          learningRate > 0 && learningRate < 100, "learningRate", learningRate, "(0, 100)");
      Rules.require(momentum >= 0 && momentum < 1, "momentum", momentum, "[0, 1)");
      Rules.require(weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "[0, 1)");
    }
  }
}
