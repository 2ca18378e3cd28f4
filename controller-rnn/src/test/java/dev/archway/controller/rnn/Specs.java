package dev.archway.controller.rnn;

import dev.archway.core.experiment.RnnSpec;
import java.util.Optional;

/// Small RNN controllers for tests.
final class Specs {
  private Specs() {}

  /// REINFORCE over a moving baseline, without a queue.
  static RnnSpec plain(int units, double learningRate, double entropyWeight) {
    return new RnnSpec(
        new RnnSpec.Lstm(units, 0.1, 1, Optional.empty()),
        new RnnSpec.Advantage.OverBaseline(0.9),
        new RnnSpec.Gradient.Reinforce(),
        new RnnSpec.Update(4, learningRate, entropyWeight, 5),
        Optional.empty());
  }

  static RnnSpec with(RnnSpec.Advantage advantage) {
    var spec = plain(6, 0.01, 0);
    return new RnnSpec(spec.lstm(), advantage, spec.gradient(), spec.update(), spec.queue());
  }

  static RnnSpec with(RnnSpec.Gradient gradient) {
    var spec = plain(6, 0.01, 0);
    return new RnnSpec(spec.lstm(), spec.advantage(), gradient, spec.update(), spec.queue());
  }

  static RnnSpec with(RnnSpec.PriorityQueue queue) {
    var spec = plain(6, 0.01, 0);
    return new RnnSpec(
        spec.lstm(), spec.advantage(), spec.gradient(), spec.update(), Optional.of(queue));
  }
}
