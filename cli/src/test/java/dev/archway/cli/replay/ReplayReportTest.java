package dev.archway.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Json;
import dev.archway.controller.replay.DecisionColumns;
import dev.archway.controller.replay.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayReportTest {
  private static final Goal ACCURACY =
      new Goal(Goal.Kind.ACCURACY, Optional.empty(), OptionalDouble.empty());
  private static final Goal SOFT =
      new Goal(Goal.Kind.SOFT, Optional.of("flops"), OptionalDouble.empty());

  @TempDir private Path folder;

  /// Four decisions of three options; the more, the better and the dearer, from 10 to 90 %.
  private TableFile table(String... costs) throws IOException {
    var csv = new StringBuilder("arch,acc,flops\n");
    for (int i = 0; i < 81; i++) {
      var digits = "000" + Integer.toString(i, 3);
      csv.append(digits.substring(digits.length() - 4));
      csv.append("," + (10 + i) + "," + (1_000_000 + i) + "\n");
    }
    return file(csv.toString(), "arch:digits", costs);
  }

  private TableFile file(String csv, String decisions, String... costs) throws IOException {
    var columns = new ResultTable.Columns(DecisionColumns.parse(decisions), "acc", List.of(costs));
    return new TableFile(Files.writeString(folder.resolve("known.csv"), csv), columns);
  }

  private static Replays run(TableFile table, Goal goal, int budget, int seeds)
      throws InterruptedException {
    var plan =
        new ReplayPlan(table, goal, Contenders.named(List.of("random", "rnn")), budget, seeds, 4);
    return Replays.run(plan, _ -> {});
  }

  @Test
  void comparesEveryControllerWithTheFirstAfterPartsOfTheBudget() throws Exception {
    var report = ReplayReport.of(run(table(), ACCURACY, 20, 3));

    assertThat(report.results())
        .extracting(ReplayReport.Result::evaluations)
        .containsExactly(4, 4, 8, 8, 20, 20);
    assertThat(report.best()).isEqualTo(0.9);
    for (var result : report.results()) {
      assertThat(result.meanBest()).isEqualTo(0.9 - result.meanRegret());
      assertThat(result.difference().isPresent()).isEqualTo(result.controller().equals("rnn"));
    }
    var random = report.results().get(4);
    var rnn = report.results().get(5);
    var difference = rnn.difference().orElseThrow();
    assertThat(difference.mean()).isCloseTo(rnn.meanRegret() - random.meanRegret(), within(1e-12));
    assertThat(difference.low()).isLessThan(difference.mean());
    assertThat(random.meanProposals()).isEqualTo(20);
  }

  @Test
  void aSearchOfTheWholeTableLacksNothing() throws Exception {
    var report = ReplayReport.of(run(table(), ACCURACY, 81, 2));

    assertThat(report.results())
        .filteredOn(r -> r.controller().equals("random") && r.evaluations() == 81)
        .singleElement()
        .satisfies(r -> assertThat(r.meanRegret()).isZero());
  }

  @Test
  void tellsWhatItReadAndWhatItWeighed() throws Exception {
    assertThat(ReplayReport.of(run(table("flops"), SOFT, 10, 2)).text())
        .startsWith(
            """
            known.csv: 81 networks of 4 decisions; acc is read as percent
            Objective: soft, with flops and T = 1000040; the best network has 0.9000
            2 searches of 10 networks for each controller, 4 in flight
            """)
        .contains("regret x1000")
        .containsPattern("\\n +10 .* random\\n");
  }

  @Test
  void givesTheSameAsJson() throws Exception {
    var report = ReplayReport.of(run(table("flops"), SOFT, 10, 2));

    var json = Json.mapper().valueToTree(report);

    assertThat(json.at("/cost").asString()).isEqualTo("flops");
    assertThat(json.at("/target").asDouble()).isEqualTo(1_000_040);
    assertThat(json.at("/results/0/meanRegret").asDouble())
        .isEqualTo(report.results().getFirst().meanRegret());
  }

  @Test
  void drawsEveryControllerByNetworksAndByProposals() throws Exception {
    var svg = ReplayChart.svg(run(table(), ACCURACY, 60, 3));

    assertThat(svg)
        .contains("different networks", "proposals", "best in table is 0.90000", "; rnn 0.")
        .doesNotContain("NaN");
  }

  @Test
  void theBandEndsAtTheBestOfTheTable() throws Exception {
    // All networks are equal, so that every mean is the best but for rounding.
    var equal = file("op,acc\na,0.1\nb,0.1\nc,0.1\nd,0.1\n", "op");

    assertThat(ReplayChart.svg(run(equal, ACCURACY, 4, 3))).contains("random 0.10000 (0.10000 to");
  }

  @Test
  void saysHowFarItIs() throws Exception {
    var told = new ArrayList<String>();
    var plan = new ReplayPlan(table(), ACCURACY, Contenders.named(List.of("random")), 5, 4, 1);

    Replays.run(plan, told::add);

    assertThat(told).hasSize(4);
    assertThat(told.get(1)).isEqualTo("[###############---------------] 2 of 4 searches");
  }

  @Test
  void refusesWithEveryFaultOfTheFile() throws IOException {
    var broken = file("arch,acc\n0,x\n1,101\n", "arch");

    refused(
        () -> run(broken, ACCURACY, 5, 2),
        "known.csv is no table of results:\n  Line 2, column 2 (acc): ",
        "\n  Line 3, column 2 (acc): an accuracy lies in 0..1 or, in percent, in 0..100");
    var missing = new TableFile(folder.resolve("none.csv"), broken.columns());
    refused(() -> run(missing, ACCURACY, 5, 2), "There is no file ", "none.csv.");
  }

  @Test
  void refusesOptionsThatMakeNoSense() throws IOException {
    var table = table();

    refused(() -> run(table, ACCURACY, 1, 2), "--budget lies in 2..100000, but is 1.");
    refused(() -> run(table, ACCURACY, 5, 1), "--seeds lies in 2..100000, but is 1.");
    refused(
        () -> new ReplayPlan(table, ACCURACY, Contenders.named(List.of()), 5, 2, 0),
        "--in-flight lies in 1..1000, but is 0.");
    refused(
        () -> Contenders.named(List.of("oracle")), "'oracle'; there are: rnn, evolution, local, ");
    refused(() -> Contenders.named(List.of("rnn", "rnn")), "rnn is named twice");
    refused(
        () -> new Goal(Goal.Kind.HARD, Optional.empty(), OptionalDouble.empty()),
        "--objective hard weighs a cost: name its column with --cost.");
    refused(
        () -> new Goal(Goal.Kind.ACCURACY, Optional.of("flops"), OptionalDouble.empty()),
        "--objective accuracy asks for no --cost");
    refused(
        () -> new Goal(Goal.Kind.SOFT, Optional.of("flops"), OptionalDouble.of(-3)),
        "--target is finite and above 0, but is -3.0.");
    refused(() -> new ReplayChart(folder), "cannot be written to " + folder);
    refused(() -> new ReplayChart(folder.resolve("no/x.svg")), "cannot be written");
  }

  private static void refused(ThrowingCallable what, String... parts) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(what)
        .satisfies(e -> assertThat(e.sentence()).contains(parts));
  }
}
