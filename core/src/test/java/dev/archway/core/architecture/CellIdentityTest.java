package dev.archway.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.NetworkHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// By brute force over every cell of three nodes: two cells share a hash exactly if one is the
/// other with its nodes in another order or with the two halves of nodes exchanged.
final class CellIdentityTest {
  private static final FeatureShape IMAGE = new FeatureShape(3, 8, 8);
  private static final List<CellOperation> TWO =
      List.of(CellOperation.IDENTITY, CellOperation.CONVOLUTION_3X3);
  private static final List<CellOperation> ONE = List.of(CellOperation.CONVOLUTION_3X3);
  private static final Cell REDUCTION =
      Cell.unused(
          List.of(
              new Cell.Node(
                  new Cell.Operand(0, CellOperation.MAXIMUM_POOLING_3X3),
                  new Cell.Operand(1, CellOperation.CONVOLUTION_1X1),
                  Combination.ADD)));

  @Test
  void sumsOfTwoOperations() {
    assertHashesAreFunctions(TWO, List.of(Combination.ADD), 36_864);
  }

  @Test
  void sumsAndConcatenationsOfOneOperation() {
    assertHashesAreFunctions(ONE, List.of(Combination.values()), 4_608);
  }

  private static void assertHashesAreFunctions(
      List<CellOperation> operations, List<Combination> combinations, int expected) {
    var cells = new ArrayList<List<Cell.Node>>();
    grow(new ArrayList<>(), operations, combinations, cells);
    assertThat(cells).hasSize(expected);
    Map<NetworkHash, String> functionOf = new HashMap<>();
    Map<String, NetworkHash> hashOf = new HashMap<>();
    for (var nodes : cells) {
      var hash = hash(nodes);
      var function = function(nodes);

      assertThat(functionOf.computeIfAbsent(hash, _ -> function)).isEqualTo(function);
      assertThat(hashOf.computeIfAbsent(function, _ -> hash)).isEqualTo(hash);
    }
    assertThat(functionOf.size()).isLessThan(expected / 4);
  }

  private static NetworkHash hash(List<Cell.Node> nodes) {
    var skeleton = new CellArchitecture.Skeleton(CellArchitecture.Stem.CIFAR, 2, 1, 2, false);
    return NetworkHash.of(
        new CellArchitecture("n", Cell.unused(nodes), REDUCTION, skeleton).expand(IMAGE, 10));
  }

  private static void grow(
      List<Cell.Node> so,
      List<CellOperation> operations,
      List<Combination> combinations,
      List<List<Cell.Node>> all) {
    if (so.size() == 3) {
      all.add(List.copyOf(so));
      return;
    }
    var operands = new ArrayList<Cell.Operand>();
    for (int state = 0; state < so.size() + 2; state++) {
      for (var operation : operations) {
        operands.add(new Cell.Operand(state, operation));
      }
    }
    for (var first : operands) {
      for (var second : operands) {
        for (var combination : combinations) {
          so.add(new Cell.Node(first, second, combination));
          grow(so, operations, combinations, all);
          so.removeLast();
        }
      }
    }
  }

  /// The first, in alphabetical order, of all ways to write the cell down.
  private static String function(List<Cell.Node> nodes) {
    return permutations(nodes.size()).stream()
        .map(order -> written(nodes, order))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// @param order the place that each node gets; a node may then read a later one, which is no cell
  ///   but as good a description
  private static String written(List<Cell.Node> nodes, List<Integer> order) {
    var lines = new String[nodes.size()];
    for (int n = 0; n < lines.length; n++) {
      var node = nodes.get(n);
      var first = written(node.first(), order);
      var second = written(node.second(), order);
      lines[order.get(n)] =
          (first.compareTo(second) < 0 ? first + second : second + first) + node.combination();
    }
    return String.join(";", lines);
  }

  private static String written(Cell.Operand operand, List<Integer> order) {
    int state = operand.state() < 2 ? operand.state() : 2 + order.get(operand.state() - 2);
    return operand.operation().text() + "(" + state + ")";
  }

  private static List<List<Integer>> permutations(int size) {
    if (size == 0) {
      return List.of(List.of());
    }
    var all = new ArrayList<List<Integer>>();
    for (var shorter : permutations(size - 1)) {
      for (int at = 0; at <= shorter.size(); at++) {
        var longer = new ArrayList<>(shorter);
        longer.add(at, size - 1);
        all.add(longer);
      }
    }
    return all;
  }
}
