package dev.archway.controller;

import dev.archway.core.space.Choices;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Trials of which a fifth fails and a tenth is skipped, at random; the others are the better, the
/// higher their options are.
final class TrialsWithMishaps implements Function<Choices, Outcome> {
  private static final double FAILING = 0.2;
  private static final double SKIPPED = 0.1;

  private final RandomGenerator fate;

  TrialsWithMishaps(RandomGenerator fate) {
    this.fate = fate;
  }

  @Override
  public Outcome apply(Choices choices) {
    int sum = choices.options().stream().mapToInt(Integer::intValue).sum();
    Map<String, Double> costs = Map.of("latencyMillis", 1.0 + sum);
    double draw = fate.nextDouble();
    if (draw < FAILING) {
      return new Outcome.Failed("The worker was lost.");
    }
    if (draw < FAILING + SKIPPED) {
      return new Outcome.Skipped("It is slower than 1.5 T.", 0.1 / (1 + sum), costs);
    }
    double accuracy = 0.2 + 0.05 * sum + 0.01 * fate.nextDouble();
    return Outcome.of(accuracy, accuracy, costs);
  }
}
