package dev.archway.benchmarks.quality;

import dev.archway.controller.objective.Objective;
import java.util.List;
import java.util.Locale;

/// What is searched for.
enum Goal {
  ACCURACY,
  SOFT,
  HARD;

  Objective objective(String cost, double target) {
    return switch (this) {
      case ACCURACY -> new Objective.Accuracy();
      case SOFT -> new Objective.Product(List.of(Objective.Term.soft(cost, target)));
      case HARD -> new Objective.Product(List.of(Objective.Term.hard(cost, target)));
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
