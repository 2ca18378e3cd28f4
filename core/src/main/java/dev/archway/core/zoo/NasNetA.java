package dev.archway.core.zoo;

import dev.archway.core.architecture.Cell;
import dev.archway.core.architecture.CellArchitecture;
import dev.archway.core.architecture.CellOperation;
import dev.archway.core.architecture.Combination;
import java.util.Arrays;
import java.util.List;

/// NASNet-A (Zoph et al. 2018, figure 4). Which states a cell concatenates is the published code's:
/// the normal cell adds h_{i-1} to the unused ones, and the reduction cell the sum of its second
/// node.
public final class NasNetA {
  /// The name under which experiments ask for it.
  public static final String NAME = "nasnet-a";

  private static final Cell NORMAL =
      cell(
          List.of(1, 2, 3, 4, 5, 6),
          "sep5x5(0)+sep3x3(1)",
          "sep5x5(1)+sep3x3(1)",
          "avg3x3(0)+identity(1)",
          "avg3x3(1)+avg3x3(1)",
          "sep3x3(0)+identity(0)");

  private static final Cell REDUCTION =
      cell(
          List.of(3, 4, 5, 6),
          "sep5x5(0)+sep7x7(1)",
          "max3x3(0)+sep7x7(1)",
          "avg3x3(0)+sep5x5(1)",
          "identity(3)+avg3x3(2)",
          "sep3x3(2)+max3x3(0)");

  private NasNetA() {}

  /// NASNet-A (4 @ 1056) for 224x224 images: N = 4, F = 44 = 1056 / 24.
  public static CellArchitecture imageNet() {
    return in(CellArchitecture.Skeleton.imageNet(4, 44));
  }

  /// NASNet-A (6 @ 768) for 32x32 images: N = 6, F = 32 = 768 / 24.
  public static CellArchitecture cifar() {
    return in(CellArchitecture.Skeleton.cifar(6, 32));
  }

  /// The two cells in any skeleton.
  public static CellArchitecture in(CellArchitecture.Skeleton skeleton) {
    return new CellArchitecture(NAME + "-x1.0", NORMAL, REDUCTION, skeleton);
  }

  private static Cell cell(List<Integer> outputs, String... nodes) {
    return new Cell(Arrays.stream(nodes).map(NasNetA::node).toList(), outputs);
  }

  private static Cell.Node node(String text) {
    int plus = text.indexOf('+');
    return new Cell.Node(
        operand(text.substring(0, plus)), operand(text.substring(plus + 1)), Combination.ADD);
  }

  private static Cell.Operand operand(String text) {
    int open = text.indexOf('(');
    return new Cell.Operand(
        Integer.parseInt(text.substring(open + 1, text.length() - 1)),
        CellOperation.parse(text.substring(0, open)));
  }
}
