package dev.archway.picture;

import dev.archway.core.architecture.Cell;
import dev.archway.core.architecture.CellOperation;
import dev.archway.core.architecture.Combination;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A cell as tiles and arrows: a tile for each state, operation and combination.
///
/// @param stride what operations on the cell's two inputs take
record CellDiagram(Cell cell, int stride) {
  private static final String MADE = "made";
  private static final String JOINED = "joined";

  /// An operation stands right below what it is combined in, as in the paper's figure.
  private static final int CLOSE = 10;

  CellDiagram {
    if (stride < 1) {
      throw new IllegalArgumentException("A cell's stride is at least 1, but is " + stride + ".");
    }
  }

  Diagram diagram() {
    var tiles = new ArrayList<Tile>();
    var arrows = new ArrayList<Diagram.Arrow>();
    // The older state stands left, as in the paper's figure.
    tiles.add(input(1, "h", "i-1", "what the cell before the last made"));
    tiles.add(input(0, "h", "i", "what the last cell made"));
    for (int n = 0; n < cell.nodes().size(); n++) {
      var node = cell.nodes().get(n);
      tiles.add(operation(n, "first", node.first()));
      tiles.add(operation(n, "second", node.second()));
      tiles.add(combination(n, node.combination()));
      addArrows(arrows, n, "first", node.first());
      addArrows(arrows, n, "second", node.second());
    }
    addOutput(tiles, arrows);
    return new Diagram(tiles, arrows);
  }

  private static Tile input(int state, String letter, String index, String about) {
    return new Tile(
        stateName(state),
        Tint.END,
        List.of(new Line(letter, index, Style.HEADING)),
        "%s[%s]: %s".formatted(letter, index, about));
  }

  private Tile operation(int node, String which, Cell.Operand operand) {
    var text = text(operand.operation());
    var lines = new ArrayList<>(List.of(Line.plain(text)));
    if (strideOf(operand) > 1) {
      lines.add(Line.quiet("stride " + strideOf(operand)));
    }
    return new Tile(
        operationName(node, which),
        tint(operand.operation()),
        lines,
        "node%d, %s operation: %s of %s".formatted(node, which, text, spoken(operand.state())));
  }

  private int strideOf(Cell.Operand operand) {
    return operand.state() < 2 ? stride : 1;
  }

  private static Tile combination(int node, Combination combination) {
    var text = text(combination);
    return new Tile(
        stateName(node + 2),
        Tint.JOIN,
        List.of(Line.plain(text)),
        "node%d: %s".formatted(node, combination.text()));
  }

  private static void addArrows(
      List<Diagram.Arrow> arrows, int node, String which, Cell.Operand operand) {
    var operation = operationName(node, which);
    arrows.add(new Diagram.Arrow(stateName(operand.state()), operation));
    arrows.add(new Diagram.Arrow(operation, stateName(node + 2), CLOSE));
  }

  private void addOutput(List<Tile> tiles, List<Diagram.Arrow> arrows) {
    tiles.add(
        new Tile(
            MADE,
            Tint.END,
            List.of(new Line("h", "i+1", Style.HEADING)),
            "h[i+1]: what this cell makes"));
    if (cell.outputs().size() == 1) {
      arrows.add(new Diagram.Arrow(stateName(cell.outputs().getFirst()), MADE));
      return;
    }
    tiles.add(
        new Tile(
            JOINED,
            Tint.JOIN,
            List.of(Line.plain(text(Combination.CONCATENATE))),
            "the concatenation of " + spokenOutputs()));
    cell.outputs().forEach(o -> arrows.add(new Diagram.Arrow(stateName(o), JOINED)));
    arrows.add(new Diagram.Arrow(JOINED, MADE, CLOSE));
  }

  private static String stateName(int state) {
    return "state" + state;
  }

  private static String operationName(int node, String which) {
    return "node" + node + "." + which;
  }

  /// The field's name for an operation: `sep 5x5`.
  private static String text(CellOperation operation) {
    return operation.text().replaceFirst("(?<=[a-z])(?=[0-9])", " ");
  }

  private static String text(Combination combination) {
    return switch (combination) {
      case ADD -> "add";
      case CONCATENATE -> "concat";
    };
  }

  private static Tint tint(CellOperation operation) {
    return switch (operation) {
      case IDENTITY -> Tint.ELEMENTWISE;
      case AVERAGE_POOLING_3X3, MAXIMUM_POOLING_3X3, MAXIMUM_POOLING_5X5, MAXIMUM_POOLING_7X7 ->
          Tint.POOLING;
      case CONVOLUTION_1X3_3X1,
          CONVOLUTION_1X7_7X1,
          CONVOLUTION_1X1,
          CONVOLUTION_3X3,
          DILATED_3X3 ->
          Tint.CONVOLUTION;
      case SEPARABLE_3X3, SEPARABLE_5X5, SEPARABLE_7X7 -> Tint.DEPTHWISE;
    };
  }

  /// The cell in sentences.
  String description() {
    var sentences = new ArrayList<String>();
    for (int n = 0; n < cell.nodes().size(); n++) {
      var node = cell.nodes().get(n);
      sentences.add(
          "node%d is the %s of %s and %s."
              .formatted(
                  n,
                  switch (node.combination()) {
                    case ADD -> "sum";
                    case CONCATENATE -> "concatenation";
                  },
                  spoken(node.first()),
                  spoken(node.second())));
    }
    sentences.add(
        cell.outputs().size() == 1
            ? "It makes " + spokenOutputs() + "."
            : "It makes the concatenation of " + spokenOutputs() + ".");
    return String.join(" ", sentences);
  }

  private String spoken(Cell.Operand operand) {
    var applied = text(operand.operation()) + " of " + spoken(operand.state());
    return strideOf(operand) > 1 ? applied + " at stride " + strideOf(operand) : applied;
  }

  private static String spoken(int state) {
    return switch (state) {
      case 0 -> "h[i]";
      case 1 -> "h[i-1]";
      default -> "node" + (state - 2);
    };
  }

  private String spokenOutputs() {
    return cell.outputs().stream().map(CellDiagram::spoken).collect(Collectors.joining(", "));
  }
}
