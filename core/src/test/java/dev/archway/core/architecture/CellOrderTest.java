package dev.archway.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.space.CellSpace;
import dev.archway.core.space.Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CellOrderTest {
  private static final int SAMPLES = 2_000;
  private static final FeatureShape IMAGE = new FeatureShape(3, 32, 32);

  static List<CellSpace> spaces() {
    return List.of(Spaces.nasnetSmall(), Spaces.enas());
  }

  /// Of both cells at once, so that concatenations are also read through poolings and identities.
  @ParameterizedTest(name = "{index}")
  @MethodSource("spaces")
  void cellsWrittenDownInAnotherOrderAreTheSameNetwork(CellSpace space) {
    var random = new SplittableRandom(21);
    for (int i = 0; i < SAMPLES; i++) {
      var architecture = space.decode(space.decisions().sample(random));
      var other =
          new CellArchitecture(
              architecture.name(),
              rewritten(architecture.normal(), random),
              rewritten(architecture.reduction(), random),
              architecture.skeleton());

      assertThat(hash(other)).as("%s and %s", architecture, other).isEqualTo(hash(architecture));
    }
  }

  private static NetworkHash hash(CellArchitecture architecture) {
    return NetworkHash.of(architecture.expand(IMAGE, 10));
  }

  /// The same cell: each node comes somewhere after those that it reads, with its halves as they
  /// were or exchanged.
  private static Cell rewritten(Cell cell, SplittableRandom random) {
    var left = new ArrayList<Integer>();
    var place = new int[cell.nodes().size() + 2];
    for (int n = 0; n < cell.nodes().size(); n++) {
      left.add(n);
    }
    place[1] = 1;
    var nodes = new ArrayList<Cell.Node>();
    while (!left.isEmpty()) {
      var ready =
          left.stream()
              .filter(n -> listed(cell.nodes().get(n).first(), left))
              .filter(n -> listed(cell.nodes().get(n).second(), left))
              .toList();
      var next = ready.get(random.nextInt(ready.size()));
      var node = cell.nodes().get(next);
      var first = moved(node.first(), place);
      var second = moved(node.second(), place);
      nodes.add(
          random.nextBoolean()
              ? new Cell.Node(first, second, node.combination())
              : new Cell.Node(second, first, node.combination()));
      place[next + 2] = nodes.size() + 1;
      left.remove((Object) next);
    }
    return Cell.unused(nodes);
  }

  private static boolean listed(Cell.Operand operand, List<Integer> left) {
    return !left.contains(operand.state() - 2);
  }

  private static Cell.Operand moved(Cell.Operand operand, int[] place) {
    return new Cell.Operand(place[operand.state()], operand.operation());
  }
}
