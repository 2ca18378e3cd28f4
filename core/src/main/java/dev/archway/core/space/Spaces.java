package dev.archway.core.space;

import dev.archway.core.architecture.SkipOperator;
import dev.archway.core.architecture.StageOperator;
import dev.archway.core.architecture.StagedArchitecture;
import java.util.List;
import java.util.Optional;

/// The spaces that experiments can name.
public final class Spaces {
  private Spaces() {}

  /// MnasNet's decisions for 32x32 images and a few hundred training steps: four searched stages,
  /// all of which halve the resolution but the third.
  public static StagedSpace mnasnetSmall() {
    return new StagedSpace(
        "mnasnet-small",
        new StagedArchitecture.Stem(16, 1),
        List.of(
            stage(2, List.of(12, 16, 24), List.of(1, 2)),
            stage(2, List.of(24, 32, 40), List.of(2, 3, 4)),
            stage(1, List.of(40, 48, 64), List.of(2, 3, 4)),
            stage(2, List.of(64, 96, 128), List.of(1, 2, 3))),
        new StagedArchitecture.Head(192, 0));
  }

  private static StagedSpace.Options stage(
      int stride, List<Integer> filters, List<Integer> layers) {
    return new StagedSpace.Options(
        stride,
        List.of(
            new StageOperator.Regular(),
            new StageOperator.Separable(),
            new StageOperator.InvertedResidual(3),
            new StageOperator.InvertedResidual(6)),
        List.of(3, 5),
        List.of(0.0, 0.25),
        List.of(SkipOperator.NONE, SkipOperator.IDENTITY, SkipOperator.POOL),
        filters,
        layers);
  }

  public static List<NetworkSpace> all() {
    return List.of(mnasnetSmall());
  }

  public static Optional<NetworkSpace> named(String name) {
    return all().stream().filter(s -> s.name().equals(name)).findFirst();
  }
}
