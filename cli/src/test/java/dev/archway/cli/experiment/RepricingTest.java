package dev.archway.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.cli.terminal.Refusal;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepricingTest {
  private static final CostSpec JOULES = new CostSpec.Reported("joules");
  private static final CostSpec PARAMETERS = new CostSpec.Analytic(AnalyticCost.PARAMETERS);
  private static final ObjectiveSpec ONE =
      ObjectiveSpec.Product.of(JOULES, new Target.Value(12), Exponents.SOFT);
  private static final ObjectiveSpec TWO =
      new ObjectiveSpec.Product(
          List.of(
              new ObjectiveSpec.Term(JOULES, new Target.Value(12), Exponents.SOFT),
              new ObjectiveSpec.Term(PARAMETERS, new Target.Value(1000), Exponents.HARD)));

  @Test
  void theOnlyCostNeedsNoName() {
    var repricing = of(List.of("3"), Optional.empty(), Optional.of(-1.0));

    assertThat(repricing.of(ONE))
        .isEqualTo(ObjectiveSpec.Product.of(JOULES, new Target.Value(3), new Exponents(-0.07, -1)));
    assertThatThrownBy(() -> repricing.of(TWO))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--target says of which cost")
        .hasMessageContaining("joules, parameters");
  }

  @Test
  void otherCostsKeepTheirTargets() {
    var repriced =
        (ObjectiveSpec.Product)
            of(List.of("parameters=500"), Optional.empty(), Optional.empty()).of(TWO);

    assertThat(repriced.terms())
        .extracting(ObjectiveSpec.Term::target)
        .containsExactly(new Target.Value(12), new Target.Value(500));
  }

  @Test
  void whatTheObjectiveDoesNotHaveIsRefused() {
    var accuracy = new ObjectiveSpec.Accuracy();

    assertThatThrownBy(() -> of(List.of("flops=3"), Optional.empty(), Optional.empty()).of(ONE))
        .hasMessageContaining("but is of 'flops'");
    assertThatThrownBy(() -> of(List.of(), Optional.of(-1.0), Optional.empty()).of(accuracy))
        .hasMessageContaining("has none");
    assertThatThrownBy(() -> of(List.of(), Optional.of(1.0), Optional.empty()).of(ONE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("-100..0");
    assertThatThrownBy(() -> Repricing.targets(List.of("fast")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'fast'");
  }

  @Test
  void readsAnObjectiveInYaml(@TempDir Path folder) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("objective.yaml"),
            "{type: absolute, cost: {type: reported, name: joules}, target: {type: value, value: 3},"
                + " beta: -0.1}");
    assertThat(Repricing.read(file.toString()))
        .isEqualTo(new ObjectiveSpec.Absolute(JOULES, new Target.Value(3), -0.1));

    Files.writeString(file, "{type: fast}");
    assertThatThrownBy(() -> Repricing.read(file.toString()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("holds no objective: type 'fast' is unknown.");
  }

  private static Repricing of(List<String> targets, Optional<Double> alpha, Optional<Double> beta) {
    return new Repricing(Map.copyOf(Repricing.targets(targets)), alpha, beta);
  }
}
