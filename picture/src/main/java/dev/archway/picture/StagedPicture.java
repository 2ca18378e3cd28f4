package dev.archway.picture;

import dev.archway.core.architecture.Stage;
import dev.archway.core.architecture.StageOperator;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.network.FeatureShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A staged architecture as its strip of blocks, in the manner of Tan et al. 2019, figure 7a: from
/// the image at the top to the classes at the bottom, with what each block's layers are, how often
/// they are repeated, and the shape of what goes from block to block.
public final class StagedPicture {
  private static final double BETWEEN_BLOCKS = 34;
  private static final double ASIDE = 10;
  private static final double LEAST_WIDTH = 190;

  /// Shapes stand beside an arrow's shaft, above its head.
  private static final double HEAD = 2;

  /// One row of the strip.
  ///
  /// @param layers equal layers in the block; 0 where it is no block
  /// @param made the shape of what it makes
  private record Row(Tile tile, int layers, FeatureShape made) {}

  private final StagedArchitecture architecture;
  private final List<Row> rows = new ArrayList<>();
  private FeatureShape shape;

  private StagedPicture(StagedArchitecture architecture, FeatureShape image, int classes) {
    this.architecture = architecture;
    this.shape = image;
    add(Tint.END, 0, "image", List.of(), image);
    var stem = architecture.stem();
    add(
        Tint.CONVOLUTION,
        0,
        "Conv 3x3",
        strides(stem.stride()),
        strided(stem.filters(), stem.stride()));
    architecture.stages().forEach(this::add);
    var head = architecture.head();
    add(Tint.CONVOLUTION, 0, "Conv 1x1", List.of(), strided(head.filters(), 1));
    add(
        Tint.LINEAR,
        0,
        "Pooling, FC",
        head.dropout() > 0 ? List.of("dropout " + head.dropout()) : List.of(),
        new FeatureShape(classes, 1, 1));
  }

  /// An SVG document of the architecture for images of one shape and a number of classes.
  public static String svg(StagedArchitecture architecture, FeatureShape image, int classes) {
    return new StagedPicture(architecture, image, classes).drawn(classes);
  }

  private void add(Stage stage) {
    var details = new ArrayList<>(strides(stage.stride()));
    if (stage.squeezeExcite() > 0) {
      details.add("SE ratio " + stage.squeezeExcite());
    }
    var made = strided(stage.filters(), stage.stride());
    details.add(skip(stage, shape, made));
    add(
        tint(stage.operator()),
        stage.layers(),
        "%s %dx%d%s"
            .formatted(
                text(stage.operator()),
                stage.kernel(),
                stage.kernel(),
                stage.squeezeExcite() > 0 ? ", SE" : ""),
        details,
        made);
  }

  private void add(Tint tint, int layers, String what, List<String> details, FeatureShape made) {
    var lines = new ArrayList<>(List.of(Line.strong(what)));
    if (!details.isEmpty()) {
      lines.add(Line.quiet(String.join(", ", details)));
    }
    var about =
        (layers > 1 ? layers + " layers of " : "")
            + (what + details.stream().map(d -> ", " + d).collect(Collectors.joining()));
    rows.add(new Row(new Tile("row" + rows.size(), tint, lines, about), layers, made));
    shape = made;
  }

  /// What a layer of that many filters makes of the shape so far; see
  /// [dev.archway.core.network.Layer].
  private FeatureShape strided(int filters, int stride) {
    return new FeatureShape(
        filters, Math.ceilDiv(shape.height(), stride), Math.ceilDiv(shape.width(), stride));
  }

  private static List<String> strides(int stride) {
    return stride > 1 ? List.of("stride " + stride) : List.of();
  }

  /// A stage's skip as it takes effect: an identity only where shapes are equal.
  private static String skip(Stage stage, FeatureShape read, FeatureShape made) {
    return switch (stage.skip()) {
      case NONE -> "no skip";
      case POOL -> "pooled skip";
      case IDENTITY -> stage.layers() > 1 || read.equals(made) ? "identity skip" : "no skip";
    };
  }

  /// The paper's names; a bottleneck that expands nothing is a separable convolution there.
  private static String text(StageOperator operator) {
    return switch (operator) {
      case StageOperator.Regular _ -> "Conv";
      case StageOperator.Separable _ -> "SepConv";
      case StageOperator.InvertedResidual inverted ->
          inverted.expansion() == 1 ? "SepConv" : "MBConv" + inverted.expansion();
    };
  }

  private static Tint tint(StageOperator operator) {
    return switch (operator) {
      case StageOperator.Regular _ -> Tint.CONVOLUTION;
      case StageOperator.Separable _, StageOperator.InvertedResidual _ -> Tint.DEPTHWISE;
    };
  }

  private String drawn(int classes) {
    var drawing = new Drawing(architecture.name(), description(classes));
    double width =
        Math.max(LEAST_WIDTH, rows.stream().mapToDouble(r -> r.tile().width()).max().orElseThrow());
    var heading = Line.heading(architecture.name());
    drawing.word(heading, 0, 0);
    double top = heading.height() + BETWEEN_BLOCKS / 2;
    for (int r = 0; r < rows.size(); r++) {
      if (r > 0) {
        var between = Line.quiet(ShapeText.of(rows.get(r - 1).made()));
        double above = top - (BETWEEN_BLOCKS + between.height()) / 2 - HEAD;
        drawing.word(between, width / 2 + ASIDE, above);
      }
      draw(drawing, rows.get(r), width, top);
      top += rows.get(r).tile().height() + BETWEEN_BLOCKS;
    }
    drawing.centredWord(Line.strong(classes + " classes"), width / 2, top);
    return drawing.svg();
  }

  /// A row, how often it is repeated, and the arrow that leaves it.
  private static void draw(Drawing drawing, Row row, double width, double top) {
    double height = row.tile().height();
    drawing.add(new Tile.Placed(row.tile(), new Box(0, top, width, height)));
    if (row.layers() > 0) {
      var repeated = Line.heading("x" + row.layers());
      drawing.word(repeated, width + ASIDE, top + (height - repeated.height()) / 2);
    }
    var start = new Point(width / 2, top + height);
    drawing.arrow(start, start.moved(0, BETWEEN_BLOCKS));
  }

  private String description(int classes) {
    var blocks =
        rows.stream()
            .map(r -> r.tile().about() + ": " + ShapeText.of(r.made()))
            .collect(Collectors.joining("; "));
    return "From image to %d classes, with the shape (height x width x channels) that each makes: %s."
        .formatted(classes, blocks);
  }
}
