package dev.archway.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// The simplest search there is: every option of 8 decisions has a worth of its own in 0..1, drawn
/// from a seed, and a reward is their mean. 65,536 architectures, one best, no other peak.
public final class AdditiveLandscape {
  private static final Decisions DECISIONS = TestSpaces.of(4, 4, 4, 4, 4, 4, 4, 4);
  private static final int PAIRS = 20;

  private final double[][] worth = new double[DECISIONS.size()][];

  private AdditiveLandscape(long seed) {
    var random = new SplittableRandom(seed);
    for (int d = 0; d < DECISIONS.size(); d++) {
      worth[d] = random.doubles(DECISIONS.get(d).options().size()).toArray();
    }
  }

  /// Searches 20 landscapes, in each with the seed that random search has, and expects to come
  /// closer to the best than random search in all but one of them.
  public static void isClimbedBetterThanByChance(ControllerSpec spec, int trials, int inFlight) {
    var lead = new ArrayList<Double>();
    for (long seed = 1; seed <= PAIRS; seed++) {
      var landscape = new AdditiveLandscape(seed);
      double found = landscape.bestFound(spec, seed, trials, inFlight);
      lead.add(found - landscape.bestFound(new ControllerSpec.Random(), seed, trials, inFlight));
    }

    assertThat(lead)
        .as("lead over random search")
        .filteredOn(l -> l > 0)
        .hasSizeGreaterThanOrEqualTo(PAIRS - 1);
  }

  private double bestFound(ControllerSpec spec, long seed, int trials, int inFlight) {
    var controller = Controllers.create(spec, DECISIONS, seed);
    var underWay = new ArrayList<Observation>();
    Set<Choices> known = new HashSet<>();
    double best = 0;
    for (int number = 1; number <= trials; number++) {
      var next = (Proposals.Next) controller.propose(number, 1, known::contains);
      var proposal = next.list().getFirst();
      known.add(proposal.choices());
      double reward = reward(proposal.choices());
      best = StrictMath.max(best, reward);
      underWay.add(
          new Observation(
              number,
              proposal.choices(),
              controller.version(),
              proposal.logProbability(),
              new Outcome.Scored(reward, reward, Map.of())));
      if (underWay.size() >= StrictMath.max(inFlight, controller.updateBatch())) {
        var batch = underWay.subList(0, controller.updateBatch());
        controller.learn(batch);
        batch.clear();
      }
    }
    return best;
  }

  private double reward(Choices choices) {
    double sum = 0;
    for (int d = 0; d < worth.length; d++) {
      sum += worth[d][choices.get(d)];
    }
    return sum / worth.length;
  }
}
