package dev.archway.core.zoo;

import static dev.archway.core.network.Layer.Activation.Function.RELU;

import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.transformation.WidthMultiplier;
import java.util.List;

/// The residual networks for 32x32 images (He et al. 2016, section 4.2). Where a block's shapes
/// differ, its shortcut is a 1x1 convolution with batch normalization (option B of section 4.1), as
/// in the implementations whose sizes are quoted; the paper's own CIFAR-10 runs pad with zeros
/// (option A). The paper has width 1 only.
public final class ResNet {
  /// The name under which experiments ask for the one of 20 layers.
  public static final String NAME_20 = "resnet-20";

  /// The name under which experiments ask for the one of 56 layers.
  public static final String NAME_56 = "resnet-56";

  private static final List<Integer> FILTERS = List.of(16, 32, 64);

  private ResNet() {}

  /// The network of `depth = 6n + 2` layers with weights, shortcuts not counted: a stem, three
  /// stages of n blocks of two 3x3 convolutions, a classifier.
  public static GraphArchitecture cifar(int depth, double width) {
    if (depth < 8 || depth % 6 != 2) {
      throw new IllegalArgumentException(
          "A ResNet for 32x32 images has 6n + 2 layers with n of at least 1, but is asked for "
              + (depth + "."));
    }
    var name = "resnet-" + depth + "-x" + width;
    var builder = new NetworkBuilder(name, new FeatureShape(3, 32, 32), 10);
    var last =
        builder.convolutionBnActivation(
            "stem",
            Layer.Convolution.square(WidthMultiplier.scaled(FILTERS.getFirst(), width), 3, 1),
            RELU,
            Network.INPUT);
    for (int s = 0; s < FILTERS.size(); s++) {
      int filters = WidthMultiplier.scaled(FILTERS.get(s), width);
      for (int b = 0; b < depth / 6; b++) {
        var node = "stage" + (s + 1) + ".block" + (b + 1);
        last = block(builder, node, filters, s > 0 && b == 0 ? 2 : 1, last);
      }
    }
    last = builder.add("pool", new Layer.GlobalAveragePooling(), last);
    return new GraphArchitecture(
        builder.build(builder.add("classifier", new Layer.Linear(10), last)));
  }

  private static String block(
      NetworkBuilder builder, String node, int filters, int stride, String from) {
    var first =
        builder.convolutionBnActivation(
            node + ".first", Layer.Convolution.square(filters, 3, stride), RELU, from);
    var second =
        builder.convolutionBn(node + ".second", Layer.Convolution.square(filters, 3, 1), first);
    var shortcut =
        builder.shape(from).equals(builder.shape(second))
            ? from
            : builder.convolutionBn(
                node + ".shortcut", Layer.Convolution.square(filters, 1, stride), from);
    return builder.add(
        node + ".act",
        new Layer.Activation(RELU),
        builder.add(node + ".add", new Layer.Add(), shortcut, second));
  }
}
