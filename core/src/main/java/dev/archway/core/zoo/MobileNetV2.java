package dev.archway.core.zoo;

import dev.archway.core.architecture.SkipOperator;
import dev.archway.core.architecture.Stage;
import dev.archway.core.architecture.StageOperator;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.network.Layer;
import dev.archway.core.transformation.WidthMultiplier;
import java.util.List;

/// MobileNetV2 (Sandler et al. 2018, table 2).
public final class MobileNetV2 {
  /// The name under which experiments ask for it.
  public static final String NAME = "mobilenet-v2";

  private MobileNetV2() {}

  /// The published network for 224x224 images. The head grows with widths above 1 only, as in the
  /// published code.
  public static StagedArchitecture imageNet(double width) {
    return scaled(width, 2, List.of(1, 2, 2, 2, 1, 2, 1), 0.2);
  }

  /// The usual form for 32x32 images: as published, but the stem and the second stage keep the
  /// resolution, so that 4x4 positions are left at the end; 2.24M parameters and 88.0M
  /// multiply-adds at width 1 and 10 classes.
  public static StagedArchitecture cifar(double width) {
    return scaled(width, 1, List.of(1, 1, 2, 2, 1, 2, 1), 0.2);
  }

  private static StagedArchitecture scaled(
      double width, int stemStride, List<Integer> strides, double dropout) {
    return new StagedArchitecture(
        NAME + "-x" + width,
        new StagedArchitecture.Stem(WidthMultiplier.scaled(32, width), stemStride),
        List.of(
            stage(1, strides.get(0), 16, 1, width),
            stage(6, strides.get(1), 24, 2, width),
            stage(6, strides.get(2), 32, 3, width),
            stage(6, strides.get(3), 64, 4, width),
            stage(6, strides.get(4), 96, 3, width),
            stage(6, strides.get(5), 160, 3, width),
            stage(6, strides.get(6), 320, 1, width)),
        new StagedArchitecture.Head(
            width > 1 ? WidthMultiplier.scaled(1280, width) : 1280, dropout),
        Layer.Activation.Function.RELU6);
  }

  private static Stage stage(int expansion, int stride, int filters, int layers, double width) {
    return new Stage(
        new StageOperator.InvertedResidual(expansion),
        3,
        stride,
        0,
        SkipOperator.IDENTITY,
        WidthMultiplier.scaled(filters, width),
        layers);
  }
}
