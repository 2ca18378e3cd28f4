package dev.archway.controller.rnn;

import dev.archway.core.space.Choices;
import java.util.ArrayList;
import java.util.List;

/// One pass of the policy over the decisions: the choices taken, and at each active decision what
/// the backward pass needs to know again.
final class Episode {

  /// One active decision.
  ///
  /// @param inputRow the parameter row that was the input
  /// @param inputAndState the input and the hidden state before (2H)
  /// @param gates after their activations, in the order of [PolicyParameters] (4H)
  /// @param cell after this step (H)
  /// @param tanhCell its hyperbolic tangent (H)
  /// @param logProbabilities of the options
  /// @param slopes the derivatives of the tempered logits by the plain ones
  /// @param entropy of the options
  // Nobody compares steps; arrays are what the loops are fast on.
  @SuppressWarnings("ArrayRecordComponent")
  record Step(
      int decision,
      int inputRow,
      double[] inputAndState,
      double[] gates,
      double[] cell,
      double[] tanhCell,
      double[] hidden,
      double[] logProbabilities,
      double[] slopes,
      double entropy,
      int choice) {

    /// The same decision, come to in the same way, with another choice.
    Step choosing(int other) {
      return new Step(
          decision,
          inputRow,
          inputAndState,
          gates,
          cell,
          tanhCell,
          hidden,
          logProbabilities,
          slopes,
          entropy,
          other);
    }
  }

  private final List<Step> steps = new ArrayList<>();
  private final List<Integer> taken = new ArrayList<>();

  void skip() {
    taken.add(0);
  }

  void take(Step step) {
    steps.add(step);
    taken.add(step.choice());
  }

  /// The active decisions, in order.
  List<Step> steps() {
    return steps;
  }

  List<Integer> taken() {
    return taken;
  }

  Choices choices() {
    return new Choices(taken);
  }

  /// Of all choices together; an inactive decision adds nothing.
  double logProbability() {
    double sum = 0;
    for (var step : steps) {
      sum += step.logProbabilities()[step.choice()];
    }
    return sum;
  }

  /// The mean over the active decisions, in nats.
  double meanEntropy() {
    double sum = 0;
    for (var step : steps) {
      sum += step.entropy();
    }
    return steps.isEmpty() ? 0 : sum / steps.size();
  }
}
