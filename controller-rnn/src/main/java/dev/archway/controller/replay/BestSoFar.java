package dev.archway.controller.replay;

import dev.archway.controller.Observation;
import dev.archway.controller.Outcome;
import java.util.Arrays;
import java.util.Comparator;

/// How good the best network is that a search has found, as the search goes on. Trials count in the
/// order of their numbers, not of their ends: so a search with fewer evaluations is the beginning
/// of one with more, however many trials are under way.
public final class BestSoFar {
  private final double[] byNetworks;
  private final double[] byProposals;

  private BestSoFar(double[] byNetworks, double[] byProposals) {
    this.byNetworks = byNetworks;
    this.byProposals = byProposals;
  }

  /// @param none what a search has that has found nothing yet: the reward of the worst network
  static BestSoFar of(SimulatedSearch.Story story, double none) {
    var inOrder =
        story.learned().stream().sorted(Comparator.comparingInt(Observation::number)).toList();
    var byNetworks = new double[inOrder.size()];
    var byProposals = new double[story.proposals().size()];
    double best = none;
    int proposals = 0;
    for (int n = 0; n < byNetworks.length; n++) {
      int number = inOrder.get(n).number();
      Arrays.fill(byProposals, proposals, number - 1, best);
      if (inOrder.get(n).outcome() instanceof Outcome.Scored scored) {
        best = StrictMath.max(best, scored.reward());
      }
      byNetworks[n] = best;
      byProposals[number - 1] = best;
      proposals = number;
    }
    Arrays.fill(byProposals, proposals, byProposals.length, best);
    return new BestSoFar(byNetworks, byProposals);
  }

  /// Different networks that were tried.
  public int networks() {
    return byNetworks.length;
  }

  /// Proposals that were made, repeats included.
  public int proposals() {
    return byProposals.length;
  }

  /// The best reward among the first `count` different networks; a search that ended before keeps
  /// what it has.
  ///
  /// @param count from 1
  public double afterNetworks(int count) {
    return byNetworks[StrictMath.min(count, byNetworks.length) - 1];
  }

  /// The best reward among the first `count` proposals.
  ///
  /// @param count from 1
  public double afterProposals(int count) {
    return byProposals[StrictMath.min(count, byProposals.length) - 1];
  }
}
