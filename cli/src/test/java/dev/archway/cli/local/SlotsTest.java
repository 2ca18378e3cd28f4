package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final long GIB = 1L << 30;

  @Test
  void aCoreIsASlotWhereMemoryIsPlenty() {
    assertThat(Slots.of(2, 24 * GIB)).isEqualTo(2);
  }

  @Test
  void memoryBoundsTheSlotsOfManyCores() {
    assertThat(Slots.of(16, 8 * GIB)).isEqualTo(4);
  }

  @Test
  void evenASmallMachineHasASlot() {
    assertThat(Slots.of(4, GIB)).isEqualTo(1);
  }
}
