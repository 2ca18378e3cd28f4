package dev.archway.core.architecture;

import java.util.Comparator;
import java.util.List;

/// An order of what a cell computes that does not depend on how it is written down: cells that
/// differ in the order of their nodes or in the halves of a node are laid out as one network,
/// channel for channel.
///
/// States are ordered by a fingerprint of all that leads to them. Should two different ones ever
/// share theirs, the order of the nodes decides, and one network may count as two.
final class CellOrder {
  /// Any odd number with well-mixed bits: the golden ratio's of SplitMix64 (Steele et al. 2014).
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private final Cell cell;
  private final long[] fingerprints;

  CellOrder(Cell cell) {
    this.cell = cell;
    this.fingerprints = new long[cell.nodes().size() + 2];
    fingerprints[0] = mixed(1);
    fingerprints[1] = mixed(2);
    for (int n = 0; n < cell.nodes().size(); n++) {
      var node = cell.nodes().get(n);
      long one = fingerprint(node.first());
      long other = fingerprint(node.second());
      fingerprints[n + 2] =
          mixed(
              mixed(Math.min(one, other) + node.combination().text().hashCode())
                  + Math.max(one, other));
    }
  }

  private long fingerprint(Cell.Operand operand) {
    return mixed(fingerprints[operand.state()] + operand.operation().text().hashCode());
  }

  /// SplitMix64's finalizer.
  private static long mixed(long value) {
    long z = value + GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  List<Integer> outputs() {
    return cell.outputs().stream()
        .sorted(Comparator.<Integer>comparingLong(state -> fingerprints[state]))
        .toList();
  }

  /// A node's operands.
  List<Cell.Operand> operands(Cell.Node node) {
    return fingerprint(node.first()) <= fingerprint(node.second())
        ? List.of(node.first(), node.second())
        : List.of(node.second(), node.first());
  }
}
