package dev.archway.core.space;

import dev.archway.core.architecture.CellArchitecture;
import dev.archway.core.architecture.CellOperation;
import dev.archway.core.architecture.Combination;
import dev.archway.core.architecture.SkipOperator;
import dev.archway.core.architecture.StageOperator;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.network.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The spaces that experiments can name.
public final class Spaces {
  private static final List<NetworkSpace> ALL =
      List.of(mnasnetSmall(), mnasnet(), nasnetSmall(), nasnet(), enas());

  private Spaces() {}

  /// MnasNet's decisions for 32x32 images and a few hundred training steps: four searched stages,
  /// all of which halve the resolution but the third.
  public static StagedSpace mnasnetSmall() {
    return new StagedSpace(
        "mnasnet-small",
        new StagedSpace.Frame(
            new StagedArchitecture.Stem(16, 1),
            new StagedArchitecture.Head(192, 0),
            Layer.Activation.Function.RELU6),
        List.of(
            stage(2, List.of(12, 16, 24), List.of(1, 2)),
            stage(2, List.of(24, 32, 40), List.of(2, 3, 4)),
            stage(1, List.of(40, 48, 64), List.of(2, 3, 4)),
            stage(2, List.of(64, 96, 128), List.of(1, 2, 3))));
  }

  /// MnasNet's space for ImageNet (Tan et al. 2019, section 4.1 and figure 4): seven blocks on
  /// MobileNetV2's backbone, 0.75, 1 or 1.25 of its filters, one layer less, as many, or one more.
  /// The paper's 432 sub-spaces a block count the two expansions as operators of their own. A block
  /// of one layer, which cannot have one less, may have two more: the paper does not say.
  public static StagedSpace mnasnet() {
    int[][] backbone = {
      // stride, filters, layers (Sandler et al. 2018, table 2)
      {1, 16, 1}, {2, 24, 2}, {2, 32, 3}, {2, 64, 4}, {1, 96, 3}, {2, 160, 3}, {1, 320, 1}
    };
    var stages = new ArrayList<StagedSpace.Options>();
    for (var block : backbone) {
      int filters = block[1];
      int fewest = Math.max(1, block[2] - 1);
      stages.add(
          stage(
              block[0],
              List.of(filters * 3 / 4, filters, filters * 5 / 4),
              List.of(fewest, fewest + 1, fewest + 2)));
    }
    return new StagedSpace(
        "mnasnet",
        new StagedSpace.Frame(
            new StagedArchitecture.Stem(32, 2),
            new StagedArchitecture.Head(1280, 0.2),
            Layer.Activation.Function.RELU),
        stages);
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

  /// NASNet's space as it was searched on CIFAR-10 (Zoph et al. 2018, section 3.1; N = 2, F = 32):
  /// 50 decisions.
  public static CellSpace nasnet() {
    return cells("nasnet", CellArchitecture.Skeleton.cifar(2, 32));
  }

  /// NASNet's decisions for a few hundred training steps: N = 1, F = 8.
  public static CellSpace nasnetSmall() {
    return cells(
        "nasnet-small",
        new CellArchitecture.Skeleton(CellArchitecture.Stem.CIFAR, 24, 1, 8, false));
  }

  private static CellSpace cells(String name, CellArchitecture.Skeleton skeleton) {
    return new CellSpace(
        name,
        new CellSpace.Options(5, List.of(CellOperation.values()), List.of(Combination.values())),
        skeleton);
  }

  /// ENAS's micro space (Pham et al. 2018, section 2.3): five operations, sums only, in the six
  /// layers of 20 filters that its search trains.
  public static CellSpace enas() {
    return new CellSpace(
        "enas",
        new CellSpace.Options(5, CellOperation.ENAS, List.of(Combination.ADD)),
        CellArchitecture.Skeleton.cifar(2, 20));
  }

  public static List<NetworkSpace> all() {
    return ALL;
  }

  public static Optional<NetworkSpace> named(String name) {
    return all().stream().filter(s -> s.name().equals(name)).findFirst();
  }
}
