package dev.archway.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.cli.terminal.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void aPathLeadsIntoTheTree() {
    var settings =
        new Settings()
            .with("priority", Optional.of(7))
            .with("notes", Optional.empty())
            .with(
                new TreeMap<>(
                    Map.of("budget.trials", "200", "budget.workerHours", "1.5", "name", "x")));

    assertThat(settings.tree())
        .isEqualTo(
            Map.of(
                "priority", 7, "budget", Map.of("trials", 200, "workerHours", 1.5), "name", "x"));
  }

  @Test
  void valuesAreYaml() {
    assertThat(new Settings().with(Map.of("tags", "[a, b]")).tree())
        .isEqualTo(Map.of("tags", List.of("a", "b")));
    assertThat(new Settings().with(Map.of("notes", "null")).tree()).containsEntry("notes", null);
    assertThatThrownBy(() -> new Settings().with(Map.of("tags", "[a")))
        .isInstanceOf(Refusal.class)
        .hasMessage("The value of tags is no YAML: '[a'.");
  }

  @Test
  void nothingIsSetBelowAValue() {
    assertThatThrownBy(() ->
            new Settings().with("budget", Optional.of(3)).with("budget.trials", Optional.of(4)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("budget.trials");
  }
}
