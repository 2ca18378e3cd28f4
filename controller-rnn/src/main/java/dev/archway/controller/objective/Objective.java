package dev.archway.controller.objective;

import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The reward of a trial: a pure function of its accuracy and its costs, so that another target or
/// another formula ranks an experiment anew without a trial.
///
/// A cost is whatever is named: latency or energy on a device, or a count such as multiply-adds.
/// All objectives give the accuracy itself where every cost meets its target.
public sealed interface Objective {
  /// What a trial is worth.
  ///
  /// @param accuracy a share, 0..1
  /// @param costs finite and above 0, by name; those that the objective does not ask for are
  ///   ignored
  /// @throws IllegalArgumentException if a number is out of range or a cost is missing
  double reward(double accuracy, Map<String, Double> costs);

  /// The objective as written down.
  ///
  /// @param targets the T of each of its costs, by the cost's name
  /// @throws IllegalArgumentException if a target is missing
  static Objective of(ObjectiveSpec spec, Map<String, Double> targets) {
    return switch (spec) {
      case ObjectiveSpec.Accuracy _ -> new Accuracy();
      case ObjectiveSpec.Product product ->
          new Product(product.terms().stream().map(term -> Term.of(term, targets)).toList());
      case ObjectiveSpec.Absolute absolute ->
          new Absolute(absolute.cost().text(), target(targets, absolute.cost()), absolute.beta());
    };
  }

  private static double target(Map<String, Double> targets, CostSpec cost) {
    var target = targets.get(cost.text());
    if (target == null) {
      throw new IllegalArgumentException(
          "The objective's target of %s is not known; known are those of %s."
              .formatted(cost.text(), targets.keySet().stream().sorted().toList()));
    }
    return target;
  }

  /// The accuracy, whatever it costs.
  record Accuracy() implements Objective {
    @Override
    public double reward(double accuracy, Map<String, Double> costs) {
      requireShare(accuracy);
      return accuracy;
    }
  }

  /// `ACC x prod (cost_i/T_i)^w_i`, with `w_i` the term's alpha where `cost_i <= T_i` and its beta
  /// above (Tan et al. 2019, eq. 2 and 3, there for latency alone).
  record Product(List<Term> terms) implements Objective {
    public Product {
      terms = List.copyOf(terms);
      Set<String> costs = new HashSet<>();
      for (var term : terms) {
        if (!costs.add(term.cost())) {
          throw new IllegalArgumentException(
              "An objective has one term a cost, but has two of " + term.cost() + ".");
        }
      }
    }

    @Override
    public double reward(double accuracy, Map<String, Double> costs) {
      requireShare(accuracy);
      double reward = accuracy;
      for (var term : terms) {
        reward *= term.factor(value(costs, term.cost()));
      }
      return reward;
    }
  }

  /// How one cost enters a [Product].
  ///
  /// @param cost its name
  /// @param target T, the cost aimed at, in the cost's unit
  record Term(String cost, double target, Exponents exponents) {
    public Term {
      requireTarget(cost, target);
    }

    /// MnasNet's trade-off.
    public static Term soft(String cost, double target) {
      return new Term(cost, target, Exponents.SOFT);
    }

    /// MnasNet's near-constraint.
    public static Term hard(String cost, double target) {
      return new Term(cost, target, Exponents.HARD);
    }

    private static Term of(ObjectiveSpec.Term term, Map<String, Double> targets) {
      var cost = term.cost();
      return new Term(cost.text(), Objective.target(targets, cost), term.exponents());
    }

    private double factor(double value) {
      return StrictMath.pow(value / target, value <= target ? exponents.alpha() : exponents.beta());
    }
  }

  /// `ACC + beta * |cost/T - 1|` (TuNAS: Bender et al. 2020): what is cheaper than the target is
  /// punished like what is dearer, so that a search settles at the target and not below it.
  ///
  /// @param beta at most 0; TuNAS's code has -0.1 as its default
  record Absolute(String cost, double target, double beta) implements Objective {
    public Absolute {
      requireTarget(cost, target);
      if (!(beta <= 0 && beta > Double.NEGATIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "The weight beta is finite and at most 0, so that missing the target is never better,"
                + " but that of %s is %s.".formatted(cost, beta));
      }
    }

    @Override
    public double reward(double accuracy, Map<String, Double> costs) {
      requireShare(accuracy);
      return accuracy + beta * StrictMath.abs(value(costs, cost) / target - 1);
    }
  }

  private static void requireShare(double accuracy) {
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException("An accuracy lies in 0..1, but is " + accuracy + ".");
    }
  }

  private static void requireTarget(String cost, double target) {
    if (!(target > 0 && target < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The target of %s is finite and above 0, but is %s.".formatted(cost, target));
    }
  }

  private static double value(Map<String, Double> costs, String name) {
    var cost = costs.get(name);
    if (cost == null) {
      throw new IllegalArgumentException(
          "The objective asks for the cost %s, but there are %s."
              .formatted(name, costs.keySet().stream().sorted().toList()));
    }
    if (!(cost > 0 && cost < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A cost is finite and above 0, but %s is %s.".formatted(name, cost));
    }
    return cost;
  }
}
