package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What makes a trial good, as people write it down. The formula itself belongs to the controller
/// module, which the service applies to raw values.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ObjectiveSpec {

  /// Its costs, each with its target, in the order in which they were written.
  Map<CostSpec, Target> targets();

  /// The latency among its costs; an objective has at most one.
  default Optional<CostSpec.Latency> latency() {
    return targets().keySet().stream()
        .filter(CostSpec.Latency.class::isInstance)
        .map(CostSpec.Latency.class::cast)
        .findFirst();
  }

  /// The accuracy, whatever it costs.
  @JsonTypeName("accuracy")
  record Accuracy() implements ObjectiveSpec {
    @Override
    public Map<CostSpec, Target> targets() {
      return Map.of();
    }
  }

  /// `ACC x prod (cost_i/T_i)^w_i` (Tan et al. 2019, eq. 2, there for latency alone).
  @JsonTypeName("product")
  record Product(List<Term> terms) implements ObjectiveSpec {
    public Product {
      terms = List.copyOf(terms);
      if (terms.isEmpty()) {
        throw new IllegalArgumentException(
            "A product has at least one term; the accuracy alone is the objective 'accuracy'.");
      }
      var names = terms.stream().map(term -> term.cost().text()).toList();
      if (names.stream().distinct().count() < names.size()) {
        throw new IllegalArgumentException(
            "A product has one term a cost, but has terms of " + names + ".");
      }
    }

    /// `ACC x (cost/T)^w`, with one cost.
    public static Product of(CostSpec cost, Target target, Exponents exponents) {
      return new Product(List.of(new Term(cost, target, exponents)));
    }

    @Override
    public Map<CostSpec, Target> targets() {
      var targets = new LinkedHashMap<CostSpec, Target>();
      terms.forEach(term -> targets.put(term.cost(), term.target()));
      return targets;
    }
  }

  /// How one cost enters a product.
  record Term(CostSpec cost, Target target, Exponents exponents) {}

  /// `ACC + beta * |cost/T - 1|` (TuNAS: Bender et al. 2020).
  ///
  /// @param beta at most 0; TuNAS's code has -0.1 as its default
  @JsonTypeName("absolute")
  record Absolute(CostSpec cost, Target target, double beta) implements ObjectiveSpec {
    public Absolute {
      if (!(beta <= 0 && beta >= -100)) {
        throw new IllegalArgumentException(
            "The weight beta lies in -100..0, so that missing the target is never better, but is "
                + beta
                + ".");
      }
    }

    @Override
    public Map<CostSpec, Target> targets() {
      return Map.of(cost, target);
    }
  }
}
