package dev.archway.cli.replay;

import dev.archway.cli.terminal.Refusal;
import dev.archway.controller.objective.Objective;
import dev.archway.controller.replay.ResultTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a replayed search is for, as a person asks for it.
///
/// @param cost the table's column of it
/// @param target the cost aimed at; the median of the table's if it is not given
public record Goal(Kind kind, Optional<String> cost, OptionalDouble target) {
  /// The weight of TuNAS's code (Bender et al. 2020).
  private static final double ABSOLUTE_WEIGHT = -0.1;

  /// The formulas of the papers.
  public enum Kind {
    ACCURACY,
    SOFT,
    HARD,
    ABSOLUTE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Goal {
    if (kind == Kind.ACCURACY && (cost.isPresent() || target.isPresent())) {
      throw new Refusal(
          "--objective accuracy asks for no --cost and no --target; soft, hard and absolute do.");
    }
    if (kind != Kind.ACCURACY && cost.isEmpty()) {
      throw new Refusal("--objective " + kind + " weighs a cost: name its column with --cost.");
    }
    if (target.isPresent()
        && !(target.getAsDouble() > 0 && Double.isFinite(target.getAsDouble()))) {
      throw new Refusal("--target is finite and above 0, but is " + target.getAsDouble() + ".");
    }
  }

  OptionalDouble target(ResultTable table) {
    return target.isPresent() || cost.isEmpty()
        ? target
        : OptionalDouble.of(table.medianCost(cost.get()));
  }

  Objective objective(ResultTable table) {
    if (cost.isEmpty()) {
      return new Objective.Accuracy();
    }
    double aimedAt = target(table).orElseThrow();
    return switch (kind) {
      case ACCURACY -> new Objective.Accuracy();
      case SOFT -> product(Objective.Term.soft(cost.get(), aimedAt));
      case HARD -> product(Objective.Term.hard(cost.get(), aimedAt));
      case ABSOLUTE -> new Objective.Absolute(cost.get(), aimedAt, ABSOLUTE_WEIGHT);
    };
  }

  private static Objective product(Objective.Term term) {
    return new Objective.Product(List.of(term));
  }
}
