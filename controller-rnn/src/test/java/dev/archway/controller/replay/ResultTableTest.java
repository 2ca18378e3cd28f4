package dev.archway.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.archway.core.space.Choices;
import dev.archway.core.space.Decision;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final String SPELLED =
      """
      arch,seed0,mean,flops
      001,60,61.5,7
      221,64.3,64.25,15
      021,45,44,14
      """;

  private static ResultTable.Columns columns(String decisions, String... costs) {
    return new ResultTable.Columns(DecisionColumns.parse(decisions), "mean", List.of(costs));
  }

  private static void refused(String csv, ResultTable.Columns columns, String... faults) {
    assertThatExceptionOfType(InvalidTableException.class)
        .isThrownBy(() -> ResultTable.read(csv, columns))
        .satisfies(e -> assertThat(e.faults()).containsExactly(faults));
  }

  @Test
  void readsAColumnThatSpellsAllDecisions() {
    var table = ResultTable.read(SPELLED, columns("arch:digits", "flops"));

    assertThat(table.decisions().list())
        .containsExactly(
            new Decision("arch0", List.of("0", "2")),
            new Decision("arch1", List.of("0", "2")),
            new Decision("arch2", List.of("1")));
    assertThat(table.find(Choices.of(1, 1, 0)))
        .contains(new ResultTable.Result(0.6425, Map.of("flops", 15.0)));
    assertThat(table.find(Choices.of(1, 0, 0))).isEmpty();
  }

  @Test
  void readsAColumnForEachDecisionWithItsOptionsInOrder() {
    var table =
        ResultTable.read(
            "kernel,mean,op\n11,0.5,conv\n3,0.25,pool\n5,0.75,conv\n", columns("op,kernel"));

    assertThat(table.decisions().list())
        .containsExactly(
            new Decision("op", List.of("conv", "pool")),
            new Decision("kernel", List.of("3", "5", "11")));
    assertThat(table.find(Choices.of(0, 2)).orElseThrow().accuracy()).isEqualTo(0.5);
  }

  @Test
  void accuraciesAboveOneArePercents() {
    assertThat(ResultTable.read(SPELLED, columns("arch:digits")).unit())
        .isEqualTo(ResultTable.Unit.PERCENT);
    var shares = ResultTable.read("arch,mean\n0,0.5\n1,1\n", columns("arch"));

    assertThat(shares.unit()).isEqualTo(ResultTable.Unit.SHARE);
    assertThat(shares.find(Choices.of(1)).orElseThrow().accuracy()).isEqualTo(1);
  }

  @Test
  void readsQuotesBlankLinesAndAnyLineEnd() {
    var table =
        ResultTable.read(
            "\uFEFF\"op\",mean\r\n\"a \"\"b\"\", c\",0.5\r\n\n\"two\nlines\",0.25\r",
            new ResultTable.Columns(DecisionColumns.parse("op"), "mean", List.of()));

    assertThat(table.decisions().get(0).options()).containsExactly("a \"b\", c", "two\nlines");
  }

  @Test
  void theMedianCostIsInTheMiddle() {
    assertThat(ResultTable.read(SPELLED, columns("arch:digits", "flops")).medianCost("flops"))
        .isEqualTo(14);
    var even =
        ResultTable.read("arch,mean,ms\n0,1,3\n1,1,9\n2,1,5\n3,1,4\n", columns("arch", "ms"));

    assertThat(even.medianCost("ms")).isCloseTo(4.5, within(0.0));
    assertThatThrownBy(() -> even.medianCost("mJ")).hasMessageContaining("[ms], but mJ");
  }

  @Test
  void tellsEveryFaultWithItsPlace() {
    refused(
        "arch,mean,flops\n01,high,0\n\n0-,0.5,\n011,140,3\n01,0.5\n",
        columns("arch:digits", "flops"),
        "Line 2, column 2 (mean): a number is finite, but this is 'high'.",
        "Line 2, column 3 (flops): a cost is above 0, but is 0.0.",
        "Line 4, column 3 (flops): a number is finite, but this is ''.",
        "Line 4, column 1 (arch): an architecture has 2 digits or letters as in the first row, but is"
            + " '0-'.",
        "Line 5, column 2 (mean): an accuracy lies in 0..1 or, in percent, in 0..100, but is 140.0.",
        "Line 5, column 1 (arch): an architecture has 2 digits or letters as in the first row, but is"
            + " '011'.",
        "Line 6 has 2 fields, but the header has 3.");
    refused(
        "op,mean\n,NaN\n",
        columns("op"),
        "Line 2, column 2 (mean): a number is finite, but this is 'NaN'.",
        "Line 2, column 1 (op): every architecture takes an option, but this is empty.");
  }

  @Test
  void tellsWhichColumnsThereAre() {
    refused(
        "arch,arch,accuracy\n0,0,0.5\n",
        columns("arch,ops", "flops"),
        "Line 1, column 2 (arch): column 1 has that name already.",
        "Line 1: there is no column 'ops'; there are: arch, arch, accuracy.",
        "Line 1: there is no column 'mean'; there are: arch, arch, accuracy.",
        "Line 1: there is no column 'flops'; there are: arch, arch, accuracy.");
  }

  @Test
  void refusesAnArchitectureThatIsThereTwice() {
    refused(
        "arch,mean\n0,0.5\n1,0.5\n0,0.5\n",
        columns("arch"),
        "Line 4: line 2 has that architecture already.");
  }

  @Test
  void guessesThatADecisionOfAThousandOptionsSpellsThemAll() {
    var csv = new StringBuilder("arch,mean\n");
    IntStream.range(0, 1001).forEach(i -> csv.append(10_000 + i).append(",0.5\n"));

    refused(
        csv.toString(),
        columns("arch"),
        "Column arch has 1001 different values, but a decision has at most 1000 options. Maybe it"
            + " spells all decisions: then it is arch:digits.");
  }

  @Test
  void refusesWhatIsNoCsv() {
    refused(
        "arch,mean\n0,\"0.5\n1,0.5\n",
        columns("arch"),
        "Line 2, column 2: a quote begins a field and none ends it.");
    refused(
        "arch,mean\n0,\"0.5\" \n",
        columns("arch"),
        "Line 2, column 2: only a comma or the end of the line follows a quote.");
    refused(
        "arch,mean\n0,5\"\n",
        columns("arch"),
        "Line 2, column 2: a quote stands around a whole field or is doubled inside one.");
    refused(
        "arch,mean\n",
        columns("arch"),
        "Line 1: a table has a header and at least one row below it.");
  }

  @Test
  void doesNotTellAThousandFaults() {
    assertThatExceptionOfType(InvalidTableException.class)
        .isThrownBy(() -> ResultTable.read("arch,mean\n" + "0,x\n".repeat(1000), columns("arch")))
        .satisfies(e -> assertThat(e.faults()).hasSize(21).last().isEqualTo("And 980 more."));
  }

  @Test
  void refusesDecisionsInNoColumnOrInOneTwice() {
    assertThatThrownBy(() -> DecisionColumns.parse("op,width,op"))
        .hasMessageContaining("[op, width, op]");
  }
}
