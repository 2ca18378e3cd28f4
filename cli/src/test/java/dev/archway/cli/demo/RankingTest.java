package dev.archway.cli.demo;

import static dev.archway.cli.demo.SampleTrials.baseline;
import static dev.archway.cli.demo.SampleTrials.completed;
import static dev.archway.cli.demo.SampleTrials.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  @Test
  void theBestIsTheProposalWithTheHighestReward() {
    var trials =
        List.of(
            completed(1, 0.30, 0.5, 0.30),
            completed(2, 0.35, 0.9, 0.33),
            in(TrialState.FAILED, 3),
            baseline(completed(4, 0.50, 0.5, 0.50), "mobilenet-v2-x0.1"));
    assertThat(Ranking.best(trials)).map(TrialView::number).contains(2);
  }

  @Test
  void ofEqualRewardsTheEarlierTrialComesFirst() {
    var trials = List.of(completed(2, 0.3, 0.5, 0.3), completed(1, 0.3, 0.5, 0.3));
    assertThat(Ranking.byReward(trials)).extracting(TrialView::number).containsExactly(1, 2);
  }

  @Test
  void thereIsNoBestBeforeAnyProposalIsCompleted() {
    assertThat(Ranking.best(List.of(in(TrialState.RUNNING, 1)))).isEmpty();
  }

  @Test
  void theFrontHoldsWhatNoOtherBeatsBaselinesIncluded() {
    var trials =
        List.of(
            completed(1, 0.40, 1.0, 0.4),
            completed(2, 0.40, 1.1, 0.3),
            baseline(completed(3, 0.30, 0.5, 0.3), "mobilenet-v2-x0.1"),
            completed(4, 0.40, 1.0, 0.4),
            completed(5, 0.29, 0.5, 0.2),
            in(TrialState.RUNNING, 6));
    assertThat(Ranking.front(trials)).extracting(TrialView::number).containsExactly(3, 1, 4);
  }
}
