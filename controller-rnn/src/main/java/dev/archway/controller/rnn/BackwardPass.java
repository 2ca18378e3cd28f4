package dev.archway.controller.rnn;

import java.util.Arrays;

/// The way of one episode's gradient back through time, one step at a time; what episodes share is
/// done for all of them in [LstmPolicy#gradient].
final class BackwardPass {
  private final PolicyParameters parameters;
  private final PolicyParameters gradient;
  private final Episode episode;
  private final double weight;
  private final double entropyWeight;
  private final int units;

  private int next;
  private final double[] hidden;
  private final double[] cell;
  private final double[] gates;
  private final double[] inputAndState;

  BackwardPass(
      PolicyParameters parameters,
      PolicyParameters gradient,
      Episode episode,
      double weight,
      double entropyWeight) {
    this.parameters = parameters;
    this.gradient = gradient;
    this.episode = episode;
    this.weight = weight;
    this.entropyWeight = entropyWeight;
    this.units = parameters.hiddenUnits();
    this.next = episode.steps().size() - 1;
    this.hidden = new double[units];
    this.cell = new double[units];
    this.gates = new double[4 * units];
    this.inputAndState = new double[2 * units];
  }

  boolean isAt(int decision) {
    return next >= 0 && step().decision() == decision;
  }

  private Episode.Step step() {
    return episode.steps().get(next);
  }

  /// The loss by the gates before their activations, for the step this pass is at (4H).
  double[] gates() {
    return gates;
  }

  double[] inputAndState() {
    return step().inputAndState();
  }

  /// Where the loss by the step's input and earlier state is summed up (2H).
  double[] inputAndStateGradient() {
    return inputAndState;
  }

  void throughSoftmaxAndGates() {
    throughSoftmax();
    throughGates();
    LstmPolicy.addScaled(gradient.lstmBias(), gates, 1);
    Arrays.fill(inputAndState, 0);
  }

  /// The loss by a tempered logit: `w (p - [taken])` of `-w log p(taken)`, and `v p (log p +
  /// entropy)` of `-v entropy`.
  private void throughSoftmax() {
    var step = step();
    for (int option = 0; option < step.logProbabilities().length; option++) {
      double logProbability = step.logProbabilities()[option];
      double probability = StrictMath.exp(logProbability);
      double taken = option == step.choice() ? 1 : 0;
      double logit =
          step.slopes()[option]
              * (weight * (probability - taken)
                  + entropyWeight * probability * (logProbability + step.entropy()));
      gradient.softmaxBias(step.decision())[option] += logit;
      LstmPolicy.addScaled(gradient.softmax(step.decision(), option), step.hidden(), logit);
      LstmPolicy.addScaled(hidden, parameters.softmax(step.decision(), option), logit);
    }
  }

  private void throughGates() {
    var step = step();
    var activations = step.gates();
    for (int u = 0; u < units; u++) {
      double input = activations[u];
      double forget = activations[units + u];
      double candidate = activations[2 * units + u];
      double output = activations[3 * units + u];
      double tanhCell = step.tanhCell()[u];
      cell[u] += hidden[u] * output * (1 - tanhCell * tanhCell);
      double cellBefore = next == 0 ? 0 : episode.steps().get(next - 1).cell()[u];
      gates[u] = cell[u] * candidate * input * (1 - input);
      gates[units + u] = cell[u] * cellBefore * forget * (1 - forget);
      gates[2 * units + u] = cell[u] * input * (1 - candidate * candidate);
      gates[3 * units + u] = hidden[u] * tanhCell * output * (1 - output);
      cell[u] *= forget;
    }
  }

  void stepBack() {
    var embedding = gradient.rows()[step().inputRow()];
    for (int u = 0; u < units; u++) {
      embedding[u] += inputAndState[u];
    }
    System.arraycopy(inputAndState, units, hidden, 0, units);
    next--;
  }
}
