package dev.archway.controller.rnn;

/// Adam (Kingma and Ba 2015, algorithm 1). Parameters and moments are rounded to single precision
/// after every step, so that a snapshot of half the size loses nothing.
final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final PolicyParameters firstMoment;
  private final PolicyParameters secondMoment;
  private int steps;

  Adam(PolicyParameters firstMoment, PolicyParameters secondMoment, int steps) {
    this.firstMoment = firstMoment;
    this.secondMoment = secondMoment;
    this.steps = steps;
  }

  PolicyParameters firstMoment() {
    return firstMoment;
  }

  PolicyParameters secondMoment() {
    return secondMoment;
  }

  int steps() {
    return steps;
  }

  Adam copy() {
    return new Adam(firstMoment.copy(), secondMoment.copy(), steps);
  }

  void descend(PolicyParameters parameters, PolicyParameters gradient, double learningRate) {
    steps++;
    double correction1 = 1 - StrictMath.pow(BETA1, steps);
    double correction2 = 1 - StrictMath.pow(BETA2, steps);
    for (int r = 0; r < parameters.rows().length; r++) {
      var row = parameters.rows()[r];
      var slope = gradient.rows()[r];
      var first = firstMoment.rows()[r];
      var second = secondMoment.rows()[r];
      for (int i = 0; i < row.length; i++) {
        first[i] = (float) (BETA1 * first[i] + (1 - BETA1) * slope[i]);
        second[i] = (float) (BETA2 * second[i] + (1 - BETA2) * slope[i] * slope[i]);
        double scale = StrictMath.sqrt(second[i] / correction2) + EPSILON;
        row[i] = (float) (row[i] - learningRate * (first[i] / correction1) / scale);
      }
    }
  }
}
