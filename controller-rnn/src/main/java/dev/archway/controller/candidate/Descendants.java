package dev.archway.controller.candidate;

import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Choices near given ones that are not known yet: one mutation away, else two.
public record Descendants(Decisions decisions, RandomGenerator random) {
  private static final int CHILDREN = 20;
  private static final int GRANDCHILDREN = 20;

  /// None if all that were drawn are known.
  public Optional<Choices> unknown(Choices parent, Predicate<Choices> known) {
    for (int attempt = 0; attempt < CHILDREN + GRANDCHILDREN; attempt++) {
      var descendant = child(parent);
      if (attempt >= CHILDREN) {
        descendant = descendant.flatMap(this::child);
      }
      if (descendant.filter(known.negate()).isPresent()) {
        return descendant;
      }
    }
    return Optional.empty();
  }

  private Optional<Choices> child(Choices parent) {
    return new Mutations(decisions, parent, random).draw();
  }
}
