package dev.archway.core.zoo;

import static dev.archway.core.network.Layer.Activation.Function.RELU;

import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.transformation.WidthMultiplier;
import java.util.List;

/// MobileNetV1 (Howard et al. 2017, table 1): a stem and 13 depthwise-separable layers. The table's
/// last depthwise convolution is printed with stride 2, but keeps its 7x7 positions as the table's
/// shapes and the published code do.
public final class MobileNetV1 {
  /// The name under which experiments ask for it.
  public static final String NAME = "mobilenet-v1";

  /// A 3x3 depthwise and a 1x1 convolution, each with batch normalization and ReLU (figure 3).
  private record Separable(int filters, int stride) {}

  private static final List<Separable> LAYERS =
      List.of(
          new Separable(64, 1),
          new Separable(128, 2),
          new Separable(128, 1),
          new Separable(256, 2),
          new Separable(256, 1),
          new Separable(512, 2),
          new Separable(512, 1),
          new Separable(512, 1),
          new Separable(512, 1),
          new Separable(512, 1),
          new Separable(512, 1),
          new Separable(1024, 2),
          new Separable(1024, 1));

  private MobileNetV1() {}

  /// The published network for 224x224 images.
  public static GraphArchitecture imageNet(double width) {
    return scaled(width, 2, new FeatureShape(3, 224, 224), 1000);
  }

  /// The usual form for 32x32 images, as `kuangliu/pytorch-cifar` and
  /// `weiaicunzai/pytorch-cifar100` have it: as published, but the stem keeps the resolution, so
  /// that 2x2 positions are left at the end; 3.22M parameters and 46.4M multiply-adds at width 1
  /// and 10 classes.
  public static GraphArchitecture cifar(double width) {
    return scaled(width, 1, new FeatureShape(3, 32, 32), 10);
  }

  private static GraphArchitecture scaled(
      double width, int stemStride, FeatureShape image, int classes) {
    var builder = new NetworkBuilder(NAME + "-x" + width, image, classes);
    var last =
        builder.convolutionBnActivation(
            "stem",
            Layer.Convolution.square(WidthMultiplier.scaled(32, width), 3, stemStride),
            RELU,
            Network.INPUT);
    for (int l = 0; l < LAYERS.size(); l++) {
      last = separable(builder, "layer" + (l + 1), LAYERS.get(l), width, last);
    }
    last = builder.add("pool", new Layer.GlobalAveragePooling(), last);
    var output = builder.add("classifier", new Layer.Linear(classes), last);
    return new GraphArchitecture(builder.build(output));
  }

  private static String separable(
      NetworkBuilder builder, String node, Separable layer, double width, String from) {
    var filtered =
        builder.convolutionBnActivation(
            node + ".depthwise",
            Layer.Convolution.depthwise(builder.shape(from).channels(), 3, layer.stride()),
            RELU,
            from);
    return builder.convolutionBnActivation(
        node + ".pointwise",
        Layer.Convolution.pointwise(WidthMultiplier.scaled(layer.filters(), width)),
        RELU,
        filtered);
  }
}
