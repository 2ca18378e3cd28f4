package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.local.Slots;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {
  private static final long GIB = 1L << 30;

  @Test
  void saysHowManySlotsItAllows() {
    assertThat(new MemoryCheck(2, 24 * GIB).verdict())
        .isEqualTo(Verdict.ok("memory", "24.0 GiB: 2 slots train a trial each"));
  }

  @Test
  void saysWhereItLeavesCoresIdle() {
    assertThat(new MemoryCheck(16, 8 * GIB).verdict())
        .isEqualTo(
            Verdict.ok(
                "memory",
                "8.0 GiB: 4 of 16 cores train a trial each; more memory lets more of them"));
  }

  @Test
  void isEnoughWhereItHoldsOneSlotExactly() {
    assertThat(new MemoryCheck(1, Slots.LEAST_MEMORY_BYTES).verdict())
        .isEqualTo(Verdict.ok("memory", "3.5 GiB: 1 slot trains a trial"));
  }

  @Test
  void warnsWhereItIsShortForOneSlot() {
    var verdict = new MemoryCheck(4, 2 * GIB).verdict();
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.finding()).startsWith("2.0 GiB").contains("3.5 GiB");
  }
}
