package dev.archway.core.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The ordered decisions of a space: all that a controller sees of it. Conditions look back only.
public record Decisions(List<Decision> list) {
  public Decisions {
    list = List.copyOf(list);
    Map<String, Decision> earlier = new HashMap<>();
    for (var decision : list) {
      decision.condition().ifPresent(c -> requireEarlier(decision, c, earlier));
      if (earlier.put(decision.name(), decision) != null) {
        throw new IllegalArgumentException("Two decisions are named " + decision.name() + ".");
      }
    }
  }

  private static void requireEarlier(
      Decision decision, Condition condition, Map<String, Decision> earlier) {
    var asked = earlier.get(condition.decision());
    if (asked == null || !asked.options().containsAll(condition.options())) {
      throw new IllegalArgumentException(
          "Decision %s depends on %s taking one of %s, but no earlier decision offers that."
              .formatted(decision.name(), condition.decision(), condition.options()));
    }
  }

  public int size() {
    return list.size();
  }

  public Decision get(int index) {
    return list.get(index);
  }

  /// Whether the decision at `index` matters, given the choices before it.
  public boolean active(int index, List<Integer> earlierChoices) {
    var condition = list.get(index).condition();
    if (condition.isEmpty()) {
      return true;
    }
    int asked = indexOf(condition.get().decision());
    var taken = list.get(asked).options().get(earlierChoices.get(asked));
    return active(asked, earlierChoices) && condition.get().options().contains(taken);
  }

  private int indexOf(String name) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("There is no decision " + name + ".");
  }

  /// How many different choices there are, those of inactive decisions not counted.
  ///
  /// Each decision asks about one other at most, so that conditions make trees of them: counted
  /// from the leaves on, this takes no longer than reading the decisions.
  public BigInteger encodings() {
    Map<String, List<Dependent>> dependents = new HashMap<>();
    var count = BigInteger.ONE;
    for (var decision : list.reversed()) {
      var own = encodings(decision, dependents.getOrDefault(decision.name(), List.of()));
      if (decision.condition().isEmpty()) {
        count = count.multiply(own);
      } else {
        var condition = decision.condition().get();
        dependents
            .computeIfAbsent(condition.decision(), _ -> new ArrayList<>())
            .add(new Dependent(condition, own));
      }
    }
    return count;
  }

  /// A decision that asks about another, and what can be chosen from it on while it is active.
  private record Dependent(Condition condition, BigInteger encodings) {}

  /// What can be chosen from an active decision on: for each option, the product of those that it
  /// makes active.
  private static BigInteger encodings(Decision decision, List<Dependent> dependents) {
    return decision.options().stream()
        .map(option ->
            dependents.stream()
                .filter(d -> d.condition().options().contains(option))
                .map(Dependent::encodings)
                .reduce(BigInteger.ONE, BigInteger::multiply))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /// Refuses choices of another length or out of range; sets those of inactive decisions to 0.
  public Choices normalize(Choices choices) {
    if (choices.size() != list.size()) {
      throw new IllegalArgumentException(
          "There are %d decisions, but %d choices.".formatted(list.size(), choices.size()));
    }
    var normal = new ArrayList<Integer>();
    for (int i = 0; i < list.size(); i++) {
      int option = choices.get(i);
      if (option >= list.get(i).options().size()) {
        throw new IllegalArgumentException(
            "Decision %s has the options 0..%d, but %d was chosen."
                .formatted(list.get(i).name(), list.get(i).options().size() - 1, option));
      }
      normal.add(active(i, normal) ? option : 0);
    }
    return new Choices(normal);
  }

  /// The option that choices take for each decision that matters, by the decision's name.
  public Map<String, String> taken(Choices choices) {
    var options = normalize(choices).options();
    Map<String, String> taken = new LinkedHashMap<>();
    for (int i = 0; i < options.size(); i++) {
      if (active(i, options)) {
        taken.put(list.get(i).name(), list.get(i).options().get(options.get(i)));
      }
    }
    return taken;
  }

  /// Choices drawn uniformly, decision by decision.
  public Choices sample(RandomGenerator random) {
    var drawn = new ArrayList<Integer>();
    for (int i = 0; i < list.size(); i++) {
      drawn.add(active(i, drawn) ? random.nextInt(list.get(i).options().size()) : 0);
    }
    return new Choices(drawn);
  }
}
