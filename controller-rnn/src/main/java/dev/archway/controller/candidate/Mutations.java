package dev.archway.controller.candidate;

import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The neighbours of some choices: one active decision takes another option. What becomes active by
/// that is drawn uniformly; what becomes inactive takes option 0.
public final class Mutations {
  private record Change(int decision, int option) {}

  private final Decisions decisions;
  private final Choices original;
  private final RandomGenerator random;

  public Mutations(Decisions decisions, Choices original, RandomGenerator random) {
    this.decisions = decisions;
    this.original = original;
    this.random = random;
  }

  /// Each neighbour once, in random order.
  public Stream<Choices> stream() {
    var changes = new ArrayList<Change>();
    for (int d = 0; d < decisions.size(); d++) {
      if (decisions.active(d, original.options())) {
        for (int option = 0; option < decisions.get(d).options().size(); option++) {
          if (option != original.get(d)) {
            changes.add(new Change(d, option));
          }
        }
      }
    }
    shuffle(changes);
    return changes.stream().map(this::mutate);
  }

  /// One neighbour: first the decision is drawn, then its option, so that a decision with many
  /// options changes no more often than one with few. None where no decision has a second option.
  public Optional<Choices> draw() {
    var decisive = new ArrayList<Integer>();
    for (int d = 0; d < decisions.size(); d++) {
      if (decisions.active(d, original.options()) && decisions.get(d).options().size() > 1) {
        decisive.add(d);
      }
    }
    if (decisive.isEmpty()) {
      return Optional.empty();
    }
    int decision = decisive.get(random.nextInt(decisive.size()));
    int others = decisions.get(decision).options().size() - 1;
    int option = (original.get(decision) + 1 + random.nextInt(others)) % (others + 1);
    return Optional.of(mutate(new Change(decision, option)));
  }

  /// Whether one may be a neighbour of the other: they differ in one of the decisions that are
  /// active in both. What is active in one only follows from that, or was drawn.
  public static boolean areNeighbours(Decisions decisions, Choices one, Choices other) {
    int different = 0;
    for (int d = 0; d < decisions.size(); d++) {
      if (one.get(d) != other.get(d)
          && decisions.active(d, one.options())
          && decisions.active(d, other.options())) {
        different++;
      }
    }
    return different == 1;
  }

  private void shuffle(List<Change> changes) {
    for (int last = changes.size() - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      var swapped = changes.set(last, changes.get(other));
      changes.set(other, swapped);
    }
  }

  private Choices mutate(Change change) {
    var taken = new ArrayList<Integer>();
    for (int d = 0; d < decisions.size(); d++) {
      if (d == change.decision()) {
        taken.add(change.option());
      } else if (!decisions.active(d, taken)) {
        taken.add(0);
      } else if (decisions.active(d, original.options())) {
        taken.add(original.get(d));
      } else {
        taken.add(random.nextInt(decisions.get(d).options().size()));
      }
    }
    return new Choices(taken);
  }
}
