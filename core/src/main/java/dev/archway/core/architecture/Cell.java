package dev.archway.core.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A small graph of which a whole network is stacked (Zoph et al. 2018, section 3.1). Its states
/// are numbered: 0 is h_i, what the cell before it made; 1 is h_{i-1}, what the one before that
/// made; `2 + n` is what node n makes.
///
/// @param nodes each reads two earlier states
/// @param outputs the states that are concatenated to what the cell makes. The paper's rule is
///   [#unused]; the published NASNet-A departs from it, so it is said and not implied
public record Cell(List<Node> nodes, List<Integer> outputs) {

  /// One operation on one state.
  public record Operand(int state, CellOperation operation) {
    @Override
    public String toString() {
      return operation.text() + "(" + state + ")";
    }
  }

  /// Two operations whose results are combined: five decisions.
  public record Node(Operand first, Operand second, Combination combination) {
    @Override
    public String toString() {
      return first.toString() + combination.sign() + second;
    }
  }

  public Cell {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    for (int n = 0; n < nodes.size(); n++) {
      var node = nodes.get(n);
      if (!earlier(node.first().state(), n) || !earlier(node.second().state(), n)) {
        throw new IllegalArgumentException(
            "Node %d may read states 0..%d, but reads %d and %d."
                .formatted(n, n + 1, node.first().state(), node.second().state()));
      }
    }
    int states = nodes.size() + 2;
    if (nodes.isEmpty()
        || outputs.isEmpty()
        || outputs.stream().distinct().count() < outputs.size()
        || outputs.stream().anyMatch(o -> o < 0 || o >= states)) {
      throw new IllegalArgumentException(
          "A cell has nodes, and outputs that are different states of 0..%d, but has %d nodes and outputs %s."
              .formatted(states - 1, nodes.size(), outputs));
    }
  }

  private static boolean earlier(int state, int node) {
    return state >= 0 && state <= node + 1;
  }

  /// A cell that concatenates every state that no node reads, the cell's own inputs included, as
  /// the authors' published code does (the paper speaks of "unused hidden states").
  public static Cell unused(List<Node> nodes) {
    var read = new boolean[nodes.size() + 2];
    for (var node : nodes) {
      for (var operand : List.of(node.first(), node.second())) {
        if (operand.state() >= 0 && operand.state() < read.length) {
          read[operand.state()] = true;
        }
      }
    }
    var outputs = new ArrayList<Integer>();
    IntStream.range(0, read.length).filter(s -> !read[s]).forEach(outputs::add);
    return new Cell(nodes, outputs);
  }

  /// `sep5x5(0)+sep3x3(1) ...`, and ` -> 1,2` where the outputs are not the unused states.
  public String text() {
    var listed = nodes.stream().map(Node::toString).collect(Collectors.joining(" "));
    return outputs.equals(unused(nodes).outputs)
        ? listed
        : listed + " -> " + outputs.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
