package dev.archway.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskRoomTest {
  private static final long MEBIBYTE = 1L << 20;
  private long free = 1_000 * MEBIBYTE;
  private final DiskRoom room = new DiskRoom("/home/x", () -> free);

  @Test
  void isFullBeforeNothingIsLeft() {
    assertThat(room.full()).isFalse();
    free = 31 * MEBIBYTE;
    assertThat(room.full()).isTrue();
    assertThat(room.free()).isEqualTo("31 MiB are free under /home/x");
  }

  @Test
  void hasRoomAgainOnlyWhenThereIsClearlySome() {
    free = 0;
    assertThat(room.full()).isTrue();
    free = 40 * MEBIBYTE;
    assertThat(room.full()).as("as it was full").isTrue();
    free = 64 * MEBIBYTE;
    assertThat(room.full()).isFalse();
    free = 40 * MEBIBYTE;
    assertThat(room.full()).as("as it had room").isFalse();
  }
}
