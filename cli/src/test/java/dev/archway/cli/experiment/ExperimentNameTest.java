package dev.archway.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.cli.terminal.Refusal;
import dev.archway.core.experiment.ExperimentView;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExperimentNameTest {
  private static final UUID FIRST = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  private static final UUID SECOND = UUID.fromString("7c9e0000-7425-40de-944b-e07fc1f90ae7");

  private final List<ExperimentView> experiments =
      List.of(SampleExperiment.of(FIRST, "phone"), SampleExperiment.of(SECOND, "watch"));

  @Test
  void aBeginningThatNoOtherHasIsEnough() {
    assertThat(new ExperimentName("7c9e6").of(experiments)).isEqualTo(FIRST);
    assertThat(new ExperimentName("7C9E0").of(experiments)).isEqualTo(SECOND);
  }

  @Test
  void aNameIsWhole() {
    assertThat(new ExperimentName("watch").of(experiments)).isEqualTo(SECOND);
    assertThatThrownBy(() -> new ExperimentName("wat").of(experiments))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("No experiment has the id or the name 'wat'");
  }

  @Test
  void severalAreRefusedWithTheCandidates() {
    assertThatThrownBy(() -> new ExperimentName("7c9e").of(experiments))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("may be any of 2 experiments")
        .hasMessageContaining(FIRST + "  RUNNING  phone")
        .hasMessageContaining(SECOND + "  RUNNING  watch");
  }

  @Test
  void aNameThatIsTheBeginningOfAnotherOnesIdIsRefused() {
    var named =
        List.of(SampleExperiment.of(FIRST, "phone"), SampleExperiment.of(new UUID(0, 1), "7c9e"));

    assertThatThrownBy(() -> new ExperimentName("7c9e").of(named)).isInstanceOf(Refusal.class);
  }
}
