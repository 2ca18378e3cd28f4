package dev.archway.core.zoo;

import static dev.archway.core.network.Layer.Activation.Function.RELU;

import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// ShuffleNetV2 (Ma et al. 2018, table 5 and figure 3c, d). Its widths are not one network's
/// multiplied, but four of their own. The two branches of every unit give equally many channels, as
/// in torchvision; in the authors' code the first unit's left branch keeps its 24 channels and the
/// right one gives the others, which is why table 5 prints up to 1.3 % more multiply-adds.
public final class ShuffleNetV2 {
  /// The name under which experiments ask for it.
  public static final String NAME = "shufflenet-v2";

  /// Output channels of the three stages and of the last convolution (table 5).
  private record Filters(List<Integer> stages, int head) {}

  private static final Map<Double, Filters> WIDTHS =
      new TreeMap<>(
          Map.of(
              0.5, new Filters(List.of(48, 96, 192), 1024),
              1.0, new Filters(List.of(116, 232, 464), 1024),
              1.5, new Filters(List.of(176, 352, 704), 1024),
              2.0, new Filters(List.of(244, 488, 976), 2048)));

  private static final List<Integer> UNITS = List.of(4, 8, 4);

  private ShuffleNetV2() {}

  /// The widths that the paper has.
  public static List<Double> widths() {
    return List.copyOf(WIDTHS.keySet());
  }

  /// The published network for 224x224 images.
  public static GraphArchitecture imageNet(double width) {
    var filters = filters(width);
    var builder = new NetworkBuilder(NAME + "-x" + width, new FeatureShape(3, 224, 224), 1000);
    var pooled =
        builder.add(
            "stem.pool", new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 3, 2), stem(builder, 2));
    return stages(builder, filters, 1000, pooled);
  }

  /// The usual form for 32x32 images, as `chenyaofo/pytorch-cifar-models` has it: as published, but
  /// the stem keeps the resolution and no pooling follows it, so that 4x4 positions are left at the
  /// end.
  public static GraphArchitecture cifar(double width) {
    var filters = filters(width);
    var builder = new NetworkBuilder(NAME + "-x" + width, new FeatureShape(3, 32, 32), 10);
    return stages(builder, filters, 10, stem(builder, 1));
  }

  private static Filters filters(double width) {
    var filters = WIDTHS.get(width);
    if (filters == null) {
      throw new IllegalArgumentException(
          "ShuffleNetV2 has the widths " + widths() + ", but is asked for " + width + ".");
    }
    return filters;
  }

  private static String stem(NetworkBuilder builder, int stride) {
    return builder.convolutionBnActivation(
        "stem", Layer.Convolution.square(24, 3, stride), RELU, Network.INPUT);
  }

  private static GraphArchitecture stages(
      NetworkBuilder builder, Filters filters, int classes, String from) {
    var last = from;
    for (int s = 0; s < UNITS.size(); s++) {
      int half = filters.stages().get(s) / 2;
      for (int u = 0; u < UNITS.get(s); u++) {
        var node = "stage" + (s + 2) + ".unit" + (u + 1);
        last = u == 0 ? downsampling(builder, node, half, last) : basic(builder, node, half, last);
      }
    }
    last =
        builder.convolutionBnActivation(
            "head", Layer.Convolution.pointwise(filters.head()), RELU, last);
    last = builder.add("pool", new Layer.GlobalAveragePooling(), last);
    var output = builder.add("classifier", new Layer.Linear(classes), last);
    return new GraphArchitecture(builder.build(output));
  }

  /// The unit that halves the resolution: both branches read all channels (figure 3d).
  private static String downsampling(NetworkBuilder builder, String node, int half, String from) {
    int channels = builder.shape(from).channels();
    var filtered =
        builder.convolutionBn(
            node + ".left.depthwise", Layer.Convolution.depthwise(channels, 3, 2), from);
    var left =
        builder.convolutionBnActivation(
            node + ".left.pointwise", Layer.Convolution.pointwise(half), RELU, filtered);
    return joined(builder, node, left, right(builder, node, half, 2, from));
  }

  /// The unit that passes half of its channels by (figure 3c).
  private static String basic(NetworkBuilder builder, String node, int half, String from) {
    var left = builder.add(node + ".left", new Layer.ChannelSplit(0, half), from);
    var split = builder.add(node + ".right", new Layer.ChannelSplit(half, 2 * half), from);
    return joined(builder, node, left, right(builder, node, half, 1, split));
  }

  private static String right(
      NetworkBuilder builder, String node, int half, int stride, String from) {
    var reduced =
        builder.convolutionBnActivation(
            node + ".right.reduce", Layer.Convolution.pointwise(half), RELU, from);
    var filtered =
        builder.convolutionBn(
            node + ".right.depthwise", Layer.Convolution.depthwise(half, 3, stride), reduced);
    return builder.convolutionBnActivation(
        node + ".right.pointwise", Layer.Convolution.pointwise(half), RELU, filtered);
  }

  private static String joined(NetworkBuilder builder, String node, String left, String right) {
    return builder.add(
        node + ".shuffle",
        new Layer.ChannelShuffle(2),
        builder.add(node + ".join", new Layer.Concatenate(), left, right));
  }
}
