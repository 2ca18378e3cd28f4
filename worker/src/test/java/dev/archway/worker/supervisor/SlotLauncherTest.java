package dev.archway.worker.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotLauncherTest {
  @Test
  void aSlotDoesNotGetTheWorkersToken() {
    var environment = new HashMap<>(Map.of("ARCHWAY_TOKEN", "secret", "PATH", "/bin"));
    SlotLauncher.prepare(environment);

    assertThat(environment)
        .doesNotContainKey("ARCHWAY_TOKEN")
        .containsEntry("PATH", "/bin")
        .containsAllEntriesOf(SlotLauncher.ENVIRONMENT);
  }
}
