package dev.archway.cli.experiment;

import dev.archway.cli.network.WrittenFile;
import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Json;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// Another objective than an experiment's own, as people say it: its own with other numbers.
///
/// @param targets T by the name of its cost; by nothing where there is one cost
/// @param alpha of all costs
/// @param beta of all costs; the weight of an absolute objective
public record Repricing(
    Map<String, Double> targets, Optional<Double> alpha, Optional<Double> beta) {

  /// Reads what `--target` was given: `0.3`, or `parameters=250000`.
  public static Map<String, Double> targets(Iterable<String> given) {
    var targets = new LinkedHashMap<String, Double>();
    for (var text : given) {
      int equals = text.indexOf('=');
      var number = text.substring(equals + 1);
      try {
        targets.put(text.substring(0, Math.max(0, equals)), Double.parseDouble(number));
      } catch (NumberFormatException e) {
        throw new Refusal(
            "--target is a number, or a cost and a number such as parameters=250000, but is '"
                + text
                + "'.",
            e);
      }
    }
    return targets;
  }

  /// An objective from a file in YAML or JSON, in the form that experiments have.
  public static ObjectiveSpec read(String file) {
    var tree = WrittenFile.named(file).map(WrittenFile::tree);
    if (tree.isEmpty()) {
      throw new Refusal("There is no file " + file + " with an objective.");
    }
    try {
      return Json.mapper().convertValue(tree.get(), ObjectiveSpec.class);
    } catch (JacksonException e) {
      throw new Refusal("File %s holds no objective: %s".formatted(file, WrittenFile.fault(e)), e);
    }
  }

  /// The objective with these numbers in place of its own.
  public ObjectiveSpec of(ObjectiveSpec objective) {
    refuseUnknown(objective);
    try {
      return switch (objective) {
        case ObjectiveSpec.Accuracy accuracy -> accuracy;
        case ObjectiveSpec.Product(var terms) ->
            new ObjectiveSpec.Product(terms.stream().map(this::term).toList());
        case ObjectiveSpec.Absolute(var cost, var target, var weight) ->
            new ObjectiveSpec.Absolute(cost, target(cost.text(), target), beta.orElse(weight));
      };
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()), e);
    }
  }

  private void refuseUnknown(ObjectiveSpec objective) {
    var costs = objective.targets().keySet().stream().map(cost -> cost.text()).toList();
    for (var name : targets.keySet()) {
      if (!costs.contains(name) && !(name.isEmpty() && costs.size() == 1)) {
        throw new Refusal(
            name.isEmpty()
                ? "--target says of which cost: the objective has the costs %s.".formatted(costs)
                : "--target is one of the objective's costs %s, but is of '%s'."
                    .formatted(costs, name));
      }
    }
    if (costs.isEmpty() && (alpha.isPresent() || beta.isPresent())) {
      throw new Refusal("--alpha and --beta weigh costs, but the objective has none.");
    }
    if (objective instanceof ObjectiveSpec.Absolute && alpha.isPresent()) {
      throw new Refusal("--alpha belongs to a product; an absolute objective has --beta only.");
    }
  }

  private ObjectiveSpec.Term term(ObjectiveSpec.Term term) {
    var own = term.exponents();
    return new ObjectiveSpec.Term(
        term.cost(),
        target(term.cost().text(), term.target()),
        new Exponents(alpha.orElse(own.alpha()), beta.orElse(own.beta())));
  }

  private Target target(String cost, Target own) {
    var value = targets.getOrDefault(cost, targets.get(""));
    return value == null ? own : new Target.Value(value);
  }
}
