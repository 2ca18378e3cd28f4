package dev.archway.picture;

import dev.archway.core.network.Layer;
import dev.archway.core.network.LayerText;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Any network in full, layer by layer, from the image at the top to the scores at the bottom. What
/// only training needs is left out. A convolution with the normalization and activation around it
/// is one box; its nodes one by one are told where a pointer rests on it.
public final class NetworkPicture {
  private static final double BELOW_HEADING = 12;

  private final Network network;
  private final List<Run> runs;

  private NetworkPicture(Network inference) {
    this.network = inference;
    this.runs = Run.of(inference);
  }

  /// An SVG document of the network.
  public static String svg(Network network) {
    return new NetworkPicture(network.forInference()).drawn();
  }

  private String drawn() {
    var size =
        "%s -> %d classes, %d layers"
            .formatted(ShapeText.of(network.input()), network.classes(), network.nodes().size());
    var drawing =
        new Drawing(
            network.name(),
            size
                + ". Drawn from the image at the top to the scores at the bottom; "
                + "shapes are height x width x channels.");
    drawing.add(LayeredLayout.of(diagram(), LayeredLayout.Flow.DOWN));
    var heading = Line.heading(network.name());
    var below = Line.quiet(size);
    double top = -heading.height() - below.height() - BELOW_HEADING;
    drawing.word(heading, 0, top);
    drawing.word(below, 0, top + heading.height());
    return drawing.svg();
  }

  private Diagram diagram() {
    var tiles = new ArrayList<Tile>();
    var arrows = new ArrayList<Diagram.Arrow>();
    tiles.add(
        new Tile(
            Network.INPUT,
            Tint.END,
            List.of(Line.strong("image"), Line.quiet(ShapeText.of(network.input()))),
            "image: " + ShapeText.of(network.input())));
    for (var run : runs) {
      tiles.add(tile(run));
      run.inputs().forEach(from -> arrows.add(new Diagram.Arrow(from, run.output())));
    }
    return new Diagram(tiles, arrows);
  }

  private Tile tile(Run run) {
    var lines = new ArrayList<Line>();
    lines.add(Line.quiet(run.name()));
    layers(run).forEach(line -> lines.add(Line.plain(line)));
    lines.add(Line.quiet(ShapeText.of(network.shape(run.output()))));
    var about =
        run.nodes().stream()
            .map(n ->
                "%s: %s -> %s"
                    .formatted(
                        n.name(), LayerText.of(n.layer()), ShapeText.of(network.shape(n.name()))))
            .collect(Collectors.joining("\n"));
    return new Tile(run.output(), tint(run.main()), lines, about);
  }

  /// The short names of a run's layers; each convolution after the first begins another line.
  private List<String> layers(Run run) {
    var lines = new ArrayList<String>();
    var line = new ArrayList<String>();
    boolean convolved = false;
    for (var node : run.nodes()) {
      if (node.layer() instanceof Layer.Convolution) {
        if (convolved) {
          lines.add(String.join(", ", line) + ",");
          line.clear();
        }
        convolved = true;
      }
      line.add(text(node));
    }
    lines.add(String.join(", ", line));
    return lines;
  }

  private String text(Node node) {
    return switch (node.layer()) {
      case Layer.Convolution c -> text(node, c);
      case Layer.BatchNormalization _ -> "bn";
      case Layer.Activation a -> text(a.function());
      case Layer.Pooling p ->
          switch (p.kind()) {
                case AVERAGE -> "avg";
                case MAXIMUM -> "max";
              }
              + (" " + p.kernel() + "x" + p.kernel() + stride(p.stride()));
      case Layer.GlobalAveragePooling _ -> "global avg";
      case Layer.Add _ -> "add";
      case Layer.Concatenate _ -> "concat";
      case Layer.ChannelSplit s -> "channels " + s.from() + ".." + s.to();
      case Layer.ChannelShuffle s -> "shuffle, " + s.groups() + " groups";
      case Layer.SqueezeExcite s -> "squeeze-excite " + s.reducedChannels();
      case Layer.Linear l -> "linear " + l.units();
      case Layer.Dropout _, Layer.DropPath _ ->
          throw new IllegalStateException(
              "Node " + node.name() + " is for training only and is not drawn.");
    };
  }

  private String text(Node node, Layer.Convolution c) {
    boolean depthwise = isDepthwise(node);
    return (depthwise ? "depthwise " : "conv ")
        + (c.kernelHeight() + "x" + c.kernelWidth() + stride(c.stride()))
        + (c.dilation() > 1 ? " dilation " + c.dilation() : "")
        + (c.groups() > 1 && !depthwise ? " groups " + c.groups() : "");
  }

  private static String stride(int stride) {
    return stride > 1 ? " stride " + stride : "";
  }

  private static String text(Layer.Activation.Function function) {
    return function.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private boolean isDepthwise(Node node) {
    return node.layer() instanceof Layer.Convolution c
        && c.groups() > 1
        && c.groups() == network.inputShape(node).channels();
  }

  private Tint tint(Node node) {
    return switch (node.layer()) {
      case Layer.Convolution _ -> isDepthwise(node) ? Tint.DEPTHWISE : Tint.CONVOLUTION;
      case Layer.Pooling _, Layer.GlobalAveragePooling _ -> Tint.POOLING;
      case Layer.Add _, Layer.Concatenate _, Layer.ChannelSplit _, Layer.ChannelShuffle _ ->
          Tint.JOIN;
      case Layer.Linear _ -> Tint.LINEAR;
      case Layer.BatchNormalization _,
          Layer.Activation _,
          Layer.SqueezeExcite _,
          Layer.Dropout _,
          Layer.DropPath _ ->
          Tint.ELEMENTWISE;
    };
  }
}
