package dev.archway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReplayCommandIT {
  private static final String TABLE =
      """
      kernel,width,accuracy,ms
      3,8,0.5,1
      5,8,0.55,1.5
      3,16,0.6,2
      5,16,0.62,3
      """;

  @TempDir private Path folder;

  private Command replay(String... more) throws Exception {
    var table = Files.writeString(folder.resolve("t.csv"), TABLE).toString();
    var arguments =
        new ArrayList<>(
            List.of(
                "replay", "--table", table, "--decisions", "kernel,width", "--value", "accuracy"));
    arguments.addAll(List.of(more));
    return Command.archway(arguments.toArray(String[]::new));
  }

  @Test
  void comparesControllersAndDrawsThem() throws Exception {
    var picture = folder.resolve("r.svg");

    var replay =
        replay(
            "--budget",
            "4",
            "--seeds",
            "2",
            "--controller",
            "random",
            "--cost",
            "ms",
            "--objective",
            "hard",
            "--svg",
            picture.toString());

    assertThat(replay.status()).as(replay.toString()).isZero();
    assertThat(replay.out())
        .contains("t.csv: 4 networks of 2 decisions; accuracy is read as a share")
        .contains("Objective: hard, with ms and T = 1.75; the best network has 0.5500");
    assertThat(replay.err()).contains("1 of 2 searches");
    assertThat(picture).content().contains("<svg", "random");
  }

  @Test
  void refusesInOneLine() throws Exception {
    var replay = replay("--cost", "watts", "--objective", "soft");

    assertThat(replay.status()).isNotZero();
    assertThat(replay.err())
        .contains("there is no column 'watts'; there are: kernel, width, accuracy, ms.")
        .hasLineCount(2);
    assertThat(replay("--budget", "0").refusedInOneLine()).isTrue();
    assertThat(replay("--controller", "oracle").err()).contains("'oracle'; there are: rnn");
  }

  @Test
  void wantsATable() throws Exception {
    var replay = Command.archway("replay");

    assertThat(replay.status()).isNotZero();
    assertThat(replay.err()).contains("--table", "archway replay --help");
  }
}
