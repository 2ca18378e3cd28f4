package dev.archway.core.space;

import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.Cell;
import dev.archway.core.architecture.CellArchitecture;
import dev.archway.core.architecture.CellOperation;
import dev.archway.core.architecture.Combination;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// NASNet's space (Zoph et al. 2018, section 3.1): for each of B nodes of the normal and of the
/// reduction cell two states, an operation for each, and how they are combined: five decisions, in
/// the paper's order. A question with a single answer is not asked.
public final class CellSpace implements NetworkSpace {
  private static final List<String> CELLS = List.of("normal", "reduction");

  private final String name;
  private final Options options;
  private final CellArchitecture.Skeleton skeleton;
  private final Decisions decisions;

  /// What a cell may be made of.
  ///
  /// @param nodes B: nodes in each of the two cells
  public record Options(int nodes, List<CellOperation> operations, List<Combination> combinations) {
    public Options {
      operations = List.copyOf(operations);
      combinations = List.copyOf(combinations);
      if (nodes < 1 || nodes > 20) {
        throw new IllegalArgumentException("A cell has 1..20 nodes, but is given " + nodes + ".");
      }
      requireDifferent("operations", operations);
      requireDifferent("combinations", combinations);
    }

    private static void requireDifferent(String what, List<?> options) {
      if (options.isEmpty() || options.stream().distinct().count() < options.size()) {
        throw new IllegalArgumentException(
            "A space of cells needs different " + what + ", but has " + options + ".");
      }
    }
  }

  public CellSpace(String name, Options options, CellArchitecture.Skeleton skeleton) {
    this.name = name;
    this.options = options;
    this.skeleton = skeleton;
    this.decisions = decide(options);
  }

  private static Decisions decide(Options options) {
    var asked = new ArrayList<Decision>();
    var operations = options.operations().stream().map(CellOperation::text).toList();
    var combinations = options.combinations().stream().map(Combination::text).toList();
    for (var cell : CELLS) {
      for (int n = 0; n < options.nodes(); n++) {
        var node = cell + ".node" + n + ".";
        var states = IntStream.range(0, n + 2).mapToObj(CellSpace::state).toList();
        asked.add(new Decision(node + "firstInput", states));
        asked.add(new Decision(node + "secondInput", states));
        ask(asked, node + "firstOperation", operations);
        ask(asked, node + "secondOperation", operations);
        ask(asked, node + "combination", combinations);
      }
    }
    return new Decisions(asked);
  }

  private static String state(int state) {
    return switch (state) {
      case 0 -> "h[i]";
      case 1 -> "h[i-1]";
      default -> "node" + (state - 2);
    };
  }

  private static void ask(List<Decision> asked, String decision, List<String> answers) {
    if (answers.size() > 1) {
      asked.add(new Decision(decision, answers));
    }
  }

  @Override
  public String name() {
    return name;
  }

  /// What a cell may be made of.
  public Options options() {
    return options;
  }

  /// What the cells are stacked in.
  public CellArchitecture.Skeleton skeleton() {
    return skeleton;
  }

  @Override
  public Decisions decisions() {
    return decisions;
  }

  @Override
  public CellArchitecture decode(Choices choices) {
    var taken = decisions.normalize(choices).options().iterator();
    var normal = cell(taken);
    return new CellArchitecture(name, normal, cell(taken), skeleton);
  }

  private Cell cell(Iterator<Integer> taken) {
    var nodes = new ArrayList<Cell.Node>();
    for (int n = 0; n < options.nodes(); n++) {
      int first = taken.next();
      int second = taken.next();
      var firstOperation = take(options.operations(), taken);
      var secondOperation = take(options.operations(), taken);
      nodes.add(
          new Cell.Node(
              new Cell.Operand(first, firstOperation),
              new Cell.Operand(second, secondOperation),
              take(options.combinations(), taken)));
    }
    return Cell.unused(nodes);
  }

  private static <T> T take(List<T> answers, Iterator<Integer> taken) {
    return answers.size() == 1 ? answers.getFirst() : answers.get(taken.next());
  }

  @Override
  public Choices encode(Architecture architecture) {
    if (!(architecture instanceof CellArchitecture cells)
        || cells.normal().nodes().size() != options.nodes()
        || cells.reduction().nodes().size() != options.nodes()) {
      throw refused(architecture);
    }
    var choices = new ArrayList<Integer>();
    for (var cell : List.of(cells.normal(), cells.reduction())) {
      for (var node : cell.nodes()) {
        choices.add(node.first().state());
        choices.add(node.second().state());
        encode(options.operations(), node.first().operation(), choices);
        encode(options.operations(), node.second().operation(), choices);
        encode(options.combinations(), node.combination(), choices);
      }
    }
    if (choices.contains(-1) || !decode(new Choices(choices)).equals(architecture)) {
      throw refused(architecture);
    }
    return new Choices(choices);
  }

  private static <T> void encode(List<T> answers, T taken, List<Integer> choices) {
    int index = answers.indexOf(taken);
    if (answers.size() > 1 || index < 0) {
      choices.add(index);
    }
  }

  private IllegalArgumentException refused(Architecture architecture) {
    return new IllegalArgumentException(
        "Architecture '%s' is not in space %s: cells of %d nodes with operations %s and combinations %s in %s that concatenate their unused states."
            .formatted(
                architecture.text(),
                name,
                options.nodes(),
                options.operations().stream().map(CellOperation::text).toList(),
                options.combinations().stream().map(Combination::text).toList(),
                skeleton));
  }
}
