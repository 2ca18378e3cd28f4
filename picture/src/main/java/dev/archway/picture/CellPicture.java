package dev.archway.picture;

import dev.archway.core.architecture.Cell;
import dev.archway.core.architecture.CellArchitecture;

/// Cells as graphs, in the manner of Zoph et al. 2018, figure 4: what the two cells before made at
/// the bottom, above it the operations and how each node combines its two, at the top what the cell
/// makes.
public final class CellPicture {
  private static final double BETWEEN_CELLS = 56;
  private static final double BELOW_HEADING = 8;

  /// Where a cell's name stands, its graph beginning at 0.
  private static final double ABOVE_CELLS = -Style.STRONG.lineHeight() - BELOW_HEADING;

  private CellPicture() {}

  /// Both cells of an architecture side by side, and what they are stacked in.
  public static String svg(CellArchitecture cells) {
    var stacked = stacked(cells.skeleton());
    var normal = new CellDiagram(cells.normal(), 1);
    var reduction = new CellDiagram(cells.reduction(), 2);
    var drawing =
        new Drawing(
            "Cells of " + cells.name(),
            "Stacked with %s. Normal cell: %s Reduction cell: %s"
                .formatted(stacked, normal.description(), reduction.description()));
    var left = LayeredLayout.of(normal.diagram(), LayeredLayout.Flow.UP);
    var right = LayeredLayout.of(reduction.diagram(), LayeredLayout.Flow.UP);
    double bottom = Math.max(left.height(), right.height());
    double start = left.width() + BETWEEN_CELLS;
    draw(drawing, "Normal cell", left.moved(0, bottom - left.height()), 0);
    draw(drawing, "Reduction cell", right.moved(start, bottom - right.height()), start);
    var heading = Line.heading(cells.name());
    var below = Line.quiet(stacked);
    double top = ABOVE_CELLS - below.height() - heading.height() - BELOW_HEADING;
    drawing.word(heading, 0, top);
    drawing.word(below, 0, top + heading.height());
    return drawing.svg();
  }

  private static String stacked(CellArchitecture.Skeleton skeleton) {
    return "N = %d, F = %d, %s stem"
        .formatted(
            skeleton.repeats(),
            skeleton.filters(),
            switch (skeleton.stem()) {
              case CIFAR -> "CIFAR";
              case IMAGENET -> "ImageNet";
            });
  }

  /// One cell.
  ///
  /// @param stride what the operations on the cell's inputs take: 2 in a reduction cell
  public static String svg(String name, Cell cell, int stride) {
    var diagram = new CellDiagram(cell, stride);
    var drawing = new Drawing(name, diagram.description());
    draw(drawing, name, LayeredLayout.of(diagram.diagram(), LayeredLayout.Flow.UP), 0);
    return drawing.svg();
  }

  private static void draw(Drawing drawing, String name, Layout layout, double left) {
    drawing.add(layout);
    drawing.centredWord(Line.strong(name), left + layout.width() / 2, ABOVE_CELLS);
  }
}
