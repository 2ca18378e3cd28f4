package dev.archway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.architecture.Cell;
import dev.archway.core.architecture.CellArchitecture;
import dev.archway.core.architecture.CellOperation;
import dev.archway.core.architecture.Combination;
import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.NasNetA;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CellPictureTest {
  private static final Cell.Node NODE =
      new Cell.Node(
          new Cell.Operand(0, CellOperation.SEPARABLE_5X5),
          new Cell.Operand(1, CellOperation.CONVOLUTION_1X7_7X1),
          Combination.CONCATENATE);

  @Test
  void showsTheOperationsOfNasNetAsFigure4() {
    var picture = ReadPicture.of(CellPicture.svg(NasNetA.imageNet()));

    assertThat(picture.words().stream().filter(w -> w.matches("(sep|avg|max|identity).*")))
        .containsExactlyInAnyOrder(
            // the normal cell
            "sep 5x5",
            "sep 3x3",
            "sep 5x5",
            "sep 3x3",
            "avg 3x3",
            "identity",
            "avg 3x3",
            "avg 3x3",
            "sep 3x3",
            "identity",
            // the reduction cell
            "sep 5x5",
            "sep 7x7",
            "max 3x3",
            "sep 7x7",
            "avg 3x3",
            "sep 5x5",
            "identity",
            "avg 3x3",
            "sep 3x3",
            "max 3x3");
    assertThat(picture.words()).filteredOn("add"::equals).hasSize(10);
    assertThat(picture.words()).filteredOn("concat"::equals).hasSize(2);
    assertThat(picture.words())
        .contains("Normal cell", "Reduction cell", "hi", "hi-1", "hi+1")
        .contains("nasnet-a-x1.0", "N = 4, F = 44, ImageNet stem");
  }

  @Test
  void showsTheStrideWhereAReductionCellReadsItsInputs() {
    var picture = ReadPicture.of(CellPicture.svg(NasNetA.imageNet()));

    assertThat(picture.words()).filteredOn("stride 2"::equals).hasSize(7);
  }

  @Test
  void drawsABoxForEachStateOperationAndCombination() {
    var random = new SplittableRandom(4);
    for (var space : List.of(Spaces.nasnet(), Spaces.enas())) {
      for (int i = 0; i < 20; i++) {
        var cells = space.decode(space.decisions().sample(random));

        var boxes = ReadPicture.of(CellPicture.svg(cells)).boxes();

        assertThat(boxes).hasSize(expectedBoxes(cells.normal()) + expectedBoxes(cells.reduction()));
      }
    }
  }

  private static int expectedBoxes(Cell cell) {
    int concatenation = cell.outputs().size() > 1 ? 1 : 0;
    return 3 + 3 * cell.nodes().size() + concatenation;
  }

  @Test
  void drawsNoConcatenationOfASingleOutput() {
    var picture = ReadPicture.of(CellPicture.svg("Single", new Cell(List.of(NODE), List.of(2)), 1));

    assertThat(picture.words())
        .containsExactlyInAnyOrder(
            "Single", "hi-1", "hi", "sep 5x5", "conv 1x7-7x1", "concat", "hi+1");
  }

  @Test
  void drawsAnInputThatNoNodeReads() {
    var both = new Cell.Operand(0, CellOperation.IDENTITY);
    var cell = new Cell(List.of(new Cell.Node(both, both, Combination.ADD)), List.of(2));

    assertThat(ReadPicture.of(CellPicture.svg("Half", cell, 1)).words()).contains("hi-1");
  }

  @Test
  void tellsTheCellInSentences() {
    var cell = Cell.unused(List.of(NODE, NODE));

    assertThat(ReadPicture.of(CellPicture.svg("Spoken", cell, 2)).description())
        .isEqualTo(
            "node0 is the concatenation of sep 5x5 of h[i] at stride 2 and conv 1x7-7x1 of h[i-1]"
                + " at stride 2. node1 is the concatenation of sep 5x5 of h[i] at stride 2 and"
                + " conv 1x7-7x1 of h[i-1] at stride 2. It makes the concatenation of node0,"
                + " node1.");
  }

  @Test
  void drawsEveryOperation() {
    var nodes = new ArrayList<Cell.Node>();
    for (var operation : CellOperation.values()) {
      var operand = new Cell.Operand(0, operation);
      nodes.add(new Cell.Node(operand, operand, Combination.ADD));
    }
    var cell = Cell.unused(nodes);

    var picture =
        ReadPicture.of(
            CellPicture.svg(
                new CellArchitecture("all", cell, cell, CellArchitecture.Skeleton.cifar(1, 8))));

    for (var operation : CellOperation.values()) {
      assertThat(picture.words())
          .filteredOn(w -> w.replace(" ", "").equals(operation.text()))
          .hasSize(4);
    }
  }
}
