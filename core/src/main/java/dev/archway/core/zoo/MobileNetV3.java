package dev.archway.core.zoo;

import static dev.archway.core.network.Layer.Activation.Function.HARD_SWISH;
import static dev.archway.core.network.Layer.Activation.Function.RELU;

import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.transformation.WidthMultiplier;
import java.util.List;

/// MobileNetV3 (Howard et al. 2019, tables 1 and 2 of the final version). The paper does not say
/// what a width multiplier does to expansions and to the layer before the classifier; as in the
/// published code (TF-slim's `mobilenet_v3`), an expansion keeps its ratio to the bottleneck before
/// it, and that layer its width.
public final class MobileNetV3 {
  /// The name under which experiments ask for the large network.
  public static final String LARGE = "mobilenet-v3-large";

  /// The name under which experiments ask for the small network.
  public static final String SMALL = "mobilenet-v3-small";

  private static final int STEM = 16;

  /// Section 6.1.1 gives the momentum, the published code epsilon.
  private static final Layer.BatchNormalization NORMALIZATION =
      new Layer.BatchNormalization(1e-3, 0.99);

  /// One row of the tables.
  ///
  /// @param expanded channels of the depthwise convolution at width 1
  /// @param squeezeExcite whether a gate of a quarter of the expanded channels follows it
  private record Bottleneck(
      int kernel,
      int expanded,
      int filters,
      boolean squeezeExcite,
      Layer.Activation.Function activation,
      int stride) {

    /// This row at a width, after a bottleneck that has `published` filters at width 1 and
    /// `channels` at this one.
    Bottleneck scaled(double width, int published, int channels) {
      return new Bottleneck(
          kernel,
          WidthMultiplier.divisibleBy8((double) expanded / published * channels),
          WidthMultiplier.scaled(filters, width),
          squeezeExcite,
          activation,
          stride);
    }
  }

  /// @param head filters of the 1x1 convolution before pooling
  /// @param hidden units between pooling and the classifier
  private record Table(String name, List<Bottleneck> rows, int head, int hidden) {}

  private static final Table TABLE_1 =
      new Table(
          LARGE,
          List.of(
              new Bottleneck(3, 16, 16, false, RELU, 1),
              new Bottleneck(3, 64, 24, false, RELU, 2),
              new Bottleneck(3, 72, 24, false, RELU, 1),
              new Bottleneck(5, 72, 40, true, RELU, 2),
              new Bottleneck(5, 120, 40, true, RELU, 1),
              new Bottleneck(5, 120, 40, true, RELU, 1),
              new Bottleneck(3, 240, 80, false, HARD_SWISH, 2),
              new Bottleneck(3, 200, 80, false, HARD_SWISH, 1),
              new Bottleneck(3, 184, 80, false, HARD_SWISH, 1),
              new Bottleneck(3, 184, 80, false, HARD_SWISH, 1),
              new Bottleneck(3, 480, 112, true, HARD_SWISH, 1),
              new Bottleneck(3, 672, 112, true, HARD_SWISH, 1),
              new Bottleneck(5, 672, 160, true, HARD_SWISH, 2),
              new Bottleneck(5, 960, 160, true, HARD_SWISH, 1),
              new Bottleneck(5, 960, 160, true, HARD_SWISH, 1)),
          960,
          1280);

  private static final Table TABLE_2 =
      new Table(
          SMALL,
          List.of(
              new Bottleneck(3, 16, 16, true, RELU, 2),
              new Bottleneck(3, 72, 24, false, RELU, 2),
              new Bottleneck(3, 88, 24, false, RELU, 1),
              new Bottleneck(5, 96, 40, true, HARD_SWISH, 2),
              new Bottleneck(5, 240, 40, true, HARD_SWISH, 1),
              new Bottleneck(5, 240, 40, true, HARD_SWISH, 1),
              new Bottleneck(5, 120, 48, true, HARD_SWISH, 1),
              new Bottleneck(5, 144, 48, true, HARD_SWISH, 1),
              new Bottleneck(5, 288, 96, true, HARD_SWISH, 2),
              new Bottleneck(5, 576, 96, true, HARD_SWISH, 1),
              new Bottleneck(5, 576, 96, true, HARD_SWISH, 1)),
          576,
          1024);

  private MobileNetV3() {}

  /// MobileNetV3-Large for 224x224 images (table 1).
  public static GraphArchitecture large(double width) {
    return scaled(TABLE_1, width);
  }

  /// MobileNetV3-Small for 224x224 images (table 2).
  public static GraphArchitecture small(double width) {
    return scaled(TABLE_2, width);
  }

  private static GraphArchitecture scaled(Table table, double width) {
    var builder =
        new NetworkBuilder(table.name() + "-x" + width, new FeatureShape(3, 224, 224), 1000);
    var last =
        activated(
            builder,
            "stem",
            Layer.Convolution.square(WidthMultiplier.scaled(STEM, width), 3, 2),
            HARD_SWISH,
            Network.INPUT);
    int published = STEM;
    for (int b = 0; b < table.rows().size(); b++) {
      var row = table.rows().get(b);
      var layer = row.scaled(width, published, builder.shape(last).channels());
      last = bottleneck(builder, "layer" + (b + 1), layer, last);
      published = row.filters();
    }
    return new GraphArchitecture(builder.build(head(builder, table, width, last)));
  }

  private static String bottleneck(
      NetworkBuilder builder, String node, Bottleneck layer, String from) {
    var last = from;
    if (layer.expanded() != builder.shape(from).channels()) {
      last =
          activated(
              builder,
              node + ".expand",
              Layer.Convolution.pointwise(layer.expanded()),
              layer.activation(),
              from);
    }
    last =
        activated(
            builder,
            node + ".depthwise",
            Layer.Convolution.depthwise(layer.expanded(), layer.kernel(), layer.stride()),
            layer.activation(),
            last);
    if (layer.squeezeExcite()) {
      int reduced = WidthMultiplier.divisibleBy8(layer.expanded() / 4.0);
      last =
          builder.add(
              node + ".se",
              new Layer.SqueezeExcite(reduced, Layer.SqueezeExcite.Gate.HARD_SIGMOID),
              last);
    }
    last =
        normalized(builder, node + ".project", Layer.Convolution.pointwise(layer.filters()), last);
    return builder.shape(from).equals(builder.shape(last))
        ? builder.add(node + ".add", new Layer.Add(), from, last)
        : last;
  }

  /// The redesigned last stage (section 5.1): the hidden layer stands after pooling and has a bias
  /// instead of batch normalization.
  private static String head(NetworkBuilder builder, Table table, double width, String from) {
    var last =
        activated(
            builder,
            "head",
            Layer.Convolution.pointwise(WidthMultiplier.scaled(table.head(), width)),
            HARD_SWISH,
            from);
    last = builder.add("pool", new Layer.GlobalAveragePooling(), last);
    last =
        builder.add(
            "hidden.conv", new Layer.Convolution(table.hidden(), 1, 1, 1, 1, 1, true), last);
    last = builder.add("hidden.act", new Layer.Activation(HARD_SWISH), last);
    last = builder.add("dropout", new Layer.Dropout(0.2), last);
    return builder.add("classifier", new Layer.Linear(1000), last);
  }

  private static String activated(
      NetworkBuilder builder,
      String node,
      Layer.Convolution convolution,
      Layer.Activation.Function function,
      String from) {
    return builder.add(
        node + ".act",
        new Layer.Activation(function),
        normalized(builder, node, convolution, from));
  }

  private static String normalized(
      NetworkBuilder builder, String node, Layer.Convolution convolution, String from) {
    return builder.add(node + ".bn", NORMALIZATION, builder.add(node + ".conv", convolution, from));
  }
}
