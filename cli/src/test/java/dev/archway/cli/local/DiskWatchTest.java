package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.host.DiskRoom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskWatchTest {
  private static final long MEBIBYTE = 1L << 20;

  private final List<String> notes = new ArrayList<>();
  private long free = 1_000 * MEBIBYTE;
  private final DiskWatch watch = new DiskWatch(new DiskRoom("/home/x", () -> free), notes::add);

  @Test
  void saysNothingOfADiskWithSpace() {
    watch.look();

    assertThat(notes).isEmpty();
  }

  @Test
  void saysOnceThatTheDiskIsFullAndWhatToDo() {
    free = 3 * MEBIBYTE;
    watch.look();
    watch.look();

    assertThat(notes)
        .containsExactly(
            "The disk is full: 3 MiB are free under /home/x. All waits; free some space, and it goes"
                + " on.");
  }

  @Test
  void saysOnceThatThereIsSpaceAgain() {
    free = 0;
    watch.look();
    free = 40 * MEBIBYTE;
    watch.look();
    assertThat(notes).as("too little to be told").hasSize(1);
    free = 70 * MEBIBYTE;
    watch.look();
    watch.look();

    assertThat(notes).hasSize(2).last().asString().contains("space under /home/x again");
  }
}
