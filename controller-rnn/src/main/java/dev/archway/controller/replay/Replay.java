package dev.archway.controller.replay;

import dev.archway.controller.Controllers;
import dev.archway.controller.Outcome;
import dev.archway.controller.ProposalSeed;
import dev.archway.controller.objective.Objective;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.space.Choices;
import java.util.HashMap;
import java.util.Map;

/// Searches of one table under one objective. May be used by many threads at once.
public final class Replay {
  /// The arm whose generator says in which order trials end: the same for every controller, and
  /// none's own.
  private static final String ORDER = "order of results";

  private static final Outcome UNKNOWN = new Outcome.Failed("It is not in the table.");

  private final ResultTable table;
  private final Map<Choices, Outcome> outcomes;
  private final double best;
  private final double worst;

  public Replay(ResultTable table, Objective objective) {
    this.table = table;
    this.outcomes = new HashMap<>();
    double highest = Double.NEGATIVE_INFINITY;
    double lowest = Double.POSITIVE_INFINITY;
    for (var entry : table.results().entrySet()) {
      var result = entry.getValue();
      double reward = objective.reward(result.accuracy(), result.costs());
      outcomes.put(entry.getKey(), new Outcome.Scored(reward, result.accuracy(), result.costs()));
      highest = StrictMath.max(highest, reward);
      lowest = StrictMath.min(lowest, reward);
    }
    this.best = highest;
    this.worst = lowest;
  }

  /// The highest reward in the table.
  public double best() {
    return best;
  }

  /// What a search lacks of the best network in the table, as a reward: at least 0.
  public double regret(double reward) {
    return best - reward;
  }

  /// One search. Searches of the same seed get their results in the same order of places, whatever
  /// the controller, so that they can be compared in pairs.
  public BestSoFar search(ControllerSpec spec, long seed, SimulatedSearch.Settings settings) {
    return BestSoFar.of(story(spec, new ProposalSeed(seed, ProposalSeed.SEARCH), settings), worst);
  }

  /// The rewards of the different networks that one arm of a search has tried, in the order in
  /// which they were learned.
  public double[] rewards(
      ControllerSpec spec, ProposalSeed seed, SimulatedSearch.Settings settings) {
    return story(spec, seed, settings).learned().stream()
        .flatMapToDouble(observation -> observation.outcome().learnableReward().stream())
        .toArray();
  }

  private SimulatedSearch.Story story(
      ControllerSpec spec, ProposalSeed seed, SimulatedSearch.Settings settings) {
    return SimulatedSearch.run(
        Controllers.create(spec, table.decisions(), seed),
        choices -> outcomes.getOrDefault(choices, UNKNOWN),
        settings,
        new ProposalSeed(seed.experiment(), ORDER).initial());
  }
}
