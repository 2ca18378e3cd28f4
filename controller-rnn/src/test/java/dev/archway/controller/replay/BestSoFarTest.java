package dev.archway.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.controller.Observation;
import dev.archway.controller.Outcome;
import dev.archway.controller.Proposal;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.space.Choices;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BestSoFarTest {
  private static final double WORST = 0.1;
  private static final Proposal ANY = new Proposal(Choices.of(0), -1, new Provenance.Uniform());

  private static Observation ended(int number, Outcome outcome) {
    return new Observation(number, ANY.choices(), 0, -1, outcome);
  }

  private static Observation scored(int number, double reward) {
    return ended(number, new Outcome.Scored(reward, reward, Map.of()));
  }

  private static BestSoFar bestSoFar(int proposals, Observation... learned) {
    return BestSoFar.of(
        new SimulatedSearch.Story(
            Collections.nCopies(proposals, ANY), List.of(learned), Optional.empty()),
        WORST);
  }

  private static List<Double> byNetworks(BestSoFar best, int most) {
    return IntStream.rangeClosed(1, most).mapToObj(best::afterNetworks).toList();
  }

  private static List<Double> byProposals(BestSoFar best, int most) {
    return IntStream.rangeClosed(1, most).mapToObj(best::afterProposals).toList();
  }

  @Test
  void countsRepeatsAsProposalsAndNotAsNetworks() {
    // Number 2 and 5 are repeats.
    var best = bestSoFar(5, scored(1, 0.3), scored(3, 0.5), scored(4, 0.4));

    assertThat(byNetworks(best, 3)).containsExactly(0.3, 0.5, 0.5);
    assertThat(byProposals(best, 5)).containsExactly(0.3, 0.3, 0.5, 0.5, 0.5);
    assertThat(best.networks()).isEqualTo(3);
    assertThat(best.proposals()).isEqualTo(5);
  }

  @Test
  void trialsCountInTheOrderOfTheirNumbers() {
    var best = bestSoFar(3, scored(3, 0.9), scored(1, 0.2), scored(2, 0.4));

    assertThat(byNetworks(best, 3)).containsExactly(0.2, 0.4, 0.9);
  }

  @Test
  void onlyATrainedNetworkIsAFind() {
    var best =
        bestSoFar(
            3,
            ended(1, new Outcome.Failed("Lost.")),
            ended(2, new Outcome.Skipped("Slow.", 0.8, Map.of())),
            scored(3, 0.4));

    assertThat(byNetworks(best, 3)).containsExactly(WORST, WORST, 0.4);
  }

  @Test
  void aSearchThatHasEndedKeepsWhatItHas() {
    var best = bestSoFar(2, scored(1, 0.3), scored(2, 0.5));

    assertThat(best.afterNetworks(100)).isEqualTo(0.5);
    assertThat(best.afterProposals(100)).isEqualTo(0.5);
  }
}
