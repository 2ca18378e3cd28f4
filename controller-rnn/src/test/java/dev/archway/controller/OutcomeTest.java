package dev.archway.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.experiment.Provenance;
import dev.archway.core.space.Choices;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e10})
  void aRewardThatMakesNoSenseIsAFailureThatSaysSo(double reward) {
    var outcome = Outcome.of(reward, 0.5, Map.of("latencyMillis", 2.0));

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Failed(
                "Its reward is %s at an accuracy of 0.5 and costs of {latencyMillis=2.0}."
                    .formatted(reward)));
    assertThat(outcome.learnableReward()).isEmpty();
    assertThatThrownBy(() -> new Outcome.Scored(reward, 0.5, Map.of()))
        .hasMessageContaining("-1e9..1e9, but is " + reward);
    assertThatThrownBy(() -> new Outcome.Skipped("Slow.", reward, Map.of()))
        .hasMessageContaining("-1e9..1e9, but is " + reward);
  }

  @Test
  void anAccuracyThatIsNotANumberIsAFailure() {
    assertThat(Outcome.of(0.5, Double.NaN, Map.of())).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aFiniteRewardIsScored() {
    assertThat(Outcome.of(0.4, 0.5, Map.of())).isEqualTo(new Outcome.Scored(0.4, 0.5, Map.of()));
  }

  @Test
  void refusesLogProbabilitiesAboveZero() {
    var choices = Choices.of(0);

    assertThatThrownBy(() -> new Proposal(choices, 0.1, new Provenance.Uniform()))
        .hasMessageContaining("but is 0.1");
    assertThatThrownBy(() -> new Proposal(choices, Double.NaN, new Provenance.Uniform()))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Observation(1, choices, 0, 1, new Outcome.Failed("Lost.")))
        .hasMessageContaining("but is 1.0");
  }
}
