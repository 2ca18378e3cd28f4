package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Figures;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import java.util.Map;
import java.util.stream.Collectors;

/// An objective as a formula.
final class ObjectiveText {
  private ObjectiveText() {}

  /// @param targets what is known of the targets that are baselines' costs
  static String of(ObjectiveSpec objective, Map<String, Double> targets) {
    return switch (objective) {
      case ObjectiveSpec.Accuracy _ -> "accuracy";
      case ObjectiveSpec.Product(var terms) ->
          "accuracy"
              + terms.stream().map(term -> factor(term, targets)).collect(Collectors.joining());
      case ObjectiveSpec.Absolute(var cost, var target, var beta) ->
          "accuracy - %s x |%s/T - 1|, T = %s"
              .formatted(Figures.plain(-beta), cost.text(), target(cost, target, targets));
    };
  }

  private static String factor(ObjectiveSpec.Term term, Map<String, Double> targets) {
    return " x (%s / %s)^%s"
        .formatted(
            term.cost().text(),
            target(term.cost(), term.target(), targets),
            exponents(term.exponents()));
  }

  private static String exponents(Exponents exponents) {
    return exponents.alpha() == exponents.beta()
        ? Figures.plain(exponents.alpha())
        : "(%s up to it, %s above)"
            .formatted(Figures.plain(exponents.alpha()), Figures.plain(exponents.beta()));
  }

  private static String target(CostSpec cost, Target target, Map<String, Double> known) {
    return switch (target) {
      case Target.Value(var value) -> CostText.cell(cost.text(), value);
      case Target.SameAs(var baseline) -> {
        var value = known.get(cost.text());
        yield "that of "
            + baseline
            + (value == null ? "" : ", " + CostText.cell(cost.text(), value));
      }
    };
  }
}
