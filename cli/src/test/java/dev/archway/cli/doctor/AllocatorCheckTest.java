package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AllocatorCheckTest {
  private static final Map<String, String> AS_SET =
      AllocatorCheck.SETTINGS.stream()
          .collect(Collectors.toMap(AllocatorCheck.Setting::name, AllocatorCheck.Setting::value));

  @Test
  void expectsWhatTheScriptSets() throws IOException {
    assertThat(Files.readAllLines(Path.of("..", "archway")))
        .containsAll(
            AllocatorCheck.SETTINGS.stream()
                .map(s -> "export " + s.name() + "=" + s.value())
                .toList());
  }

  @Test
  void isFineWhereTheScriptHasSetThem() {
    assertThat(new AllocatorCheck(true, AS_SET).verdict().severity()).isEqualTo(Severity.OK);
  }

  @Test
  void namesTheVariableThatIsMissing() {
    var verdict =
        new AllocatorCheck(true, Map.of("MALLOC_MMAP_THRESHOLD_", "1073741824")).verdict();
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.finding())
        .startsWith("MALLOC_TRIM_THRESHOLD_ is not set: ")
        .contains("script")
        .doesNotContain("MMAP");
  }

  @Test
  void namesTheVariableThatIsDifferent() {
    var environment = Map.of("MALLOC_MMAP_THRESHOLD_", "1", "MALLOC_TRIM_THRESHOLD_", "4294967296");
    assertThat(new AllocatorCheck(true, environment).verdict().finding())
        .startsWith("MALLOC_MMAP_THRESHOLD_ is '1': ");
  }

  @Test
  void asksForNothingOutsideOfLinux() {
    assertThat(new AllocatorCheck(false, Map.of()).verdict().severity()).isEqualTo(Severity.OK);
  }
}
