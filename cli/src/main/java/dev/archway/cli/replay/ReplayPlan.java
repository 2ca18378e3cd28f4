package dev.archway.cli.replay;

import dev.archway.cli.terminal.Refusal;
import dev.archway.controller.replay.Contender;
import dev.archway.controller.replay.SimulatedSearch;
import java.util.List;

/// What is to be replayed.
///
/// @param contenders comparisons are with the first
public record ReplayPlan(
    TableFile table, Goal goal, List<Contender> contenders, int budget, int seeds, int inFlight) {
  public ReplayPlan {
    contenders = List.copyOf(contenders);
    require(budget, 2, 100_000, "--budget");
    require(seeds, 2, 100_000, "--seeds");
    require(inFlight, 1, 1_000, "--in-flight");
  }

  private static void require(int number, int least, int most, String option) {
    if (number < least || number > most) {
      throw new Refusal("%s lies in %d..%d, but is %d.".formatted(option, least, most, number));
    }
  }

  SimulatedSearch.Settings settings() {
    return new SimulatedSearch.Settings(budget, inFlight);
  }
}
