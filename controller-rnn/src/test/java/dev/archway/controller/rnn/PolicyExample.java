package dev.archway.controller.rnn;

import dev.archway.controller.TestSpaces;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.List;
import java.util.SplittableRandom;

/// One policy and one batch of rewarded choices, with and without inactive decisions, on which two
/// ways to the same gradient are compared. Its parameters are large enough for every gate and
/// softmax to be off its linear middle, its entropy weight for that term to show.
record PolicyExample(
    Decisions decisions,
    ControllerSpec.Rnn spec,
    PolicyParameters parameters,
    List<Reinforce.Rewarded> batch,
    double baseline) {

  static PolicyExample conditional() {
    var decisions = TestSpaces.conditional();
    var spec = new ControllerSpec.Rnn(7, 0.01, 4, 0.9, 0.3);
    var parameters =
        PolicyParameters.uniform(spec.hiddenUnits(), decisions, 0.8, new SplittableRandom(11));
    var batch =
        List.of(
            new Reinforce.Rewarded(Choices.of(2, 3, 0, 1, 2, 1), 0.9),
            new Reinforce.Rewarded(Choices.of(1, 0, 2, 0, 0, 0), 0.2),
            new Reinforce.Rewarded(Choices.of(0, 1, 1, 0, 0, 1), 0.5),
            new Reinforce.Rewarded(Choices.of(0, 2, 0, 1, 1, 0), -0.4));
    return new PolicyExample(decisions, spec, parameters, batch, 0.35);
  }

  Reinforce reinforce() {
    return new Reinforce(spec, decisions);
  }

  PolicyParameters gradient() {
    return reinforce().gradient(parameters, batch, baseline);
  }
}
