package dev.archway.controller.rnn;

import dev.archway.controller.TestSpaces;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// One policy and one lesson, with and without inactive decisions, on which two ways to the same
/// gradient are compared. Its parameters are large enough for every gate, softmax and clamp to be
/// off its linear middle, the weights of entropy and queue for these terms to show.
record PolicyExample(
    Decisions decisions, RnnSpec spec, PolicyParameters parameters, PolicyUpdate.Lesson lesson) {
  private static final List<Choices> BATCH =
      List.of(
          Choices.of(2, 3, 0, 1, 2, 1),
          Choices.of(1, 0, 2, 0, 0, 0),
          Choices.of(0, 1, 1, 0, 0, 1),
          Choices.of(0, 2, 0, 1, 1, 0),
          Choices.of(1, 2, 2, 0, 0, 1));
  private static final List<Choices> QUEUE =
      List.of(Choices.of(0, 0, 1, 0, 0, 0), Choices.of(2, 1, 0, 1, 0, 1));
  private static final double[] ADVANTAGES = {0.55, -0.15, 0.15, -0.75, -0.3};

  /// How much likelier the batch has become since it was proposed: for PPO, two within the clip,
  /// one clipped because it is good and likelier, one not clipped because it is bad and likelier,
  /// one clipped because it is bad and less likely.
  private static final double[] RATIOS = {1.1, 0.95, 1.5, 1.5, 0.6};

  static PolicyExample of(RnnSpec.Gradient gradient) {
    var decisions = TestSpaces.conditional();
    var spec =
        new RnnSpec(
            new RnnSpec.Lstm(7, 0.8, 1.3, Optional.of(2.0)),
            new RnnSpec.Advantage.OverBaseline(0.9),
            gradient,
            new RnnSpec.Update(5, 0.01, 0.3, 5),
            Optional.of(new RnnSpec.PriorityQueue(2, 0.7)));
    var parameters = PolicyParameters.uniform(7, decisions, 0.8, new SplittableRandom(11));
    var now = new LstmPolicy(decisions, spec.lstm(), parameters).follow(BATCH);
    var batch = new ArrayList<Rewarded>();
    for (int e = 0; e < BATCH.size(); e++) {
      double proposed = now.get(e).logProbability() - StrictMath.log(RATIOS[e]);
      batch.add(new Rewarded(e + 1, BATCH.get(e), 0.5, proposed));
    }
    return new PolicyExample(
        decisions, spec, parameters, new PolicyUpdate.Lesson(batch, ADVANTAGES, QUEUE));
  }

  double loss() {
    return new PolicyUpdate(spec, decisions).loss(parameters, lesson);
  }

  PolicyParameters gradient() {
    return new PolicyUpdate(spec, decisions).gradient(parameters, lesson);
  }
}
