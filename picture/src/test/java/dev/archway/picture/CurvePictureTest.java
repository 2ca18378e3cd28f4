package dev.archway.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.archway.core.zoo.NasNetA;
import dev.archway.picture.CurvePicture.Curve;
import dev.archway.picture.CurvePicture.Limit;
import dev.archway.picture.CurvePicture.Panel;
import dev.archway.picture.CurvePicture.Value;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CurvePictureTest {
  private static final Limit LIMIT = new Limit("best in the table", 0.95);

  /// Rises towards the limit.
  private static Curve curve(String name, double pace) {
    return new Curve(
        name,
        IntStream.rangeClosed(10, 200)
            .mapToObj(n -> 0.95 - 0.5 / (n * pace))
            .map(v -> new Value(v - 0.002, v, v + 0.0001))
            .toList());
  }

  private static Panel panel(String across) {
    return new Panel(
        across, 10, List.of(curve("rnn", 4), curve("evolution", 2), curve("random", 1)));
  }

  private static String svg() {
    return CurvePicture.svg(
        "A title",
        "100 seeds",
        "Mean best reward",
        LIMIT,
        List.of(panel("different networks"), panel("proposals")));
  }

  @Test
  void namesEveryCurveAndTheLimitInEveryPanel() {
    var picture = ReadPicture.of(svg());

    for (var name : List.of("rnn", "evolution", "random", "best in the table")) {
      assertThat(picture.words()).filteredOn(name::equals).hasSize(2);
    }
    assertThat(picture.words())
        .contains("A title", "100 seeds", "different networks", "proposals")
        .contains("50", "100", "150", "200", "0.92", "0.94");
  }

  @Test
  void tellsInSentencesWhereTheCurvesEnd() {
    assertThat(ReadPicture.of(svg()).description())
        .startsWith("100 seeds. Mean best reward; best in the table is 0.95000.")
        .contains("At 200 different networks: rnn 0.94938 (0.94738 to 0.94948); evolution 0.94875")
        .contains("At 200 proposals: ");
  }

  @Test
  void isTheSameWhenDrawnAgain() {
    assertThat(svg()).isEqualTo(svg());
  }

  @Test
  void onlyAChartBringsTheStylesOfCharts() {
    var cells = CellPicture.svg(NasNetA.cifar());

    assertThat(svg()).contains(".area.blue{", ".curve.orange{");
    assertThat(cells).doesNotContain(".area", ".curve");
  }

  @Test
  void ticksAreRoundNumbersInsideTheAxis() {
    assertThat(new Scale(10, 200, 0, 100).ticks()).containsExactly(50.0, 100.0, 150.0, 200.0);
    assertThat(new Scale(0.8871, 0.9317, 0, 100).ticks())
        .hasSize(5)
        .allSatisfy(t -> assertThat(t * 100).isCloseTo(Math.rint(t * 100), within(1e-9)));
    assertThat(new Scale(0.8871, 0.9317, 0, 100).text(0.92)).isEqualTo("0.92");
    assertThat(new Scale(10, 200, 0, 100).text(50)).isEqualTo("50");
  }

  @Test
  void drawsCurvesThatNeverMove() {
    var still = new Curve("still", Collections.nCopies(5, new Value(1, 1, 1)));

    var svg =
        CurvePicture.svg(
            "t", "s", "u", new Limit("l", 1), List.of(new Panel("x", 1, List.of(still))));

    assertThat(ReadPicture.of(svg).words()).contains("still");
    assertThat(svg).doesNotContain("NaN");
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    var value = new Value(1, 2, 3);

    assertThatThrownBy(() -> new Value(2, 1, 3))
        .hasMessageContaining("1.0 does not lie in 2.0..3.0");
    assertThatThrownBy(() -> new Panel("x", 1, List.of())).hasMessageContaining("but 0 were given");
    assertThatThrownBy(() ->
            new Panel(
                "x",
                1,
                List.of(
                    new Curve("a", Collections.nCopies(3, value)),
                    new Curve("b", Collections.nCopies(4, value)))))
        .hasMessageContaining("[3, 4]");
  }
}
