package dev.archway.worker.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
  private static final long GIGABYTE = 1_000_000_000L;

  @Test
  void hasASlotPerCore() {
    assertThat(WorkerSettings.slotsFor(2, 16 * GIGABYTE)).isEqualTo(2);
  }

  @Test
  void hasNoMoreSlotsThanMemoryAllows() {
    assertThat(WorkerSettings.slotsFor(16, 8 * GIGABYTE)).isEqualTo(5);
  }

  @Test
  void hasOneSlotOnTheSmallestMachine() {
    assertThat(WorkerSettings.slotsFor(4, GIGABYTE)).isEqualTo(1);
  }

  @Test
  void refusesAWorkerWithoutSlots() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerSettings("w", 0, Optional.empty(), Path.of("work")))
        .withMessage("A worker has 1..1024 slots, but has 0.");
  }
}
