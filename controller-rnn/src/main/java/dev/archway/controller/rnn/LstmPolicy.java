package dev.archway.controller.rnn;

import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/// A distribution over choices: a one-layer LSTM (Hochreiter and Schmidhuber 1997; with forget
/// gate, without peepholes) that answers one decision after another by a softmax of the decision's
/// own, and reads the embedding of each answer as its next input (Zoph et al. 2018, section 3).
///
/// An inactive decision is no step at all: the LSTM's state and next input stay as they are, its
/// log-probability is 0 and no gradient comes from it.
///
/// Sums run in one fixed order and functions are [StrictMath]'s, so equal parameters give equal
/// bits on every machine, and an episode's numbers do not depend on the episodes computed beside
/// it.
final class LstmPolicy {
  /// A step takes 7 kB at 100 units.
  private static final int MOST_REMEMBERED = 2_000;

  private final Decisions decisions;
  private final RnnSpec.Lstm spec;
  private final PolicyParameters parameters;
  private final int units;

  /// The steps of earlier draws, by all that was taken before them.
  private final Map<List<Integer>, Episode.Step> drawn = new HashMap<>();

  LstmPolicy(Decisions decisions, RnnSpec.Lstm spec, PolicyParameters parameters) {
    this.decisions = decisions;
    this.spec = spec;
    this.parameters = parameters;
    this.units = parameters.hiddenUnits();
  }

  /// One draw. A sure policy draws the same beginnings again and again, so what followed from them
  /// is remembered: an equal beginning leads to equal bits.
  Episode sample(RandomGenerator random) {
    var episode = new Episode();
    for (int d = 0; d < decisions.size(); d++) {
      var before = List.copyOf(episode.taken());
      var seen = drawn.get(before);
      if (seen != null) {
        episode.take(seen.choosing(draw(seen.logProbabilities(), random)));
      } else {
        advance(List.of(episode), d, (_, logProbabilities) -> draw(logProbabilities, random));
        remember(before, episode, d);
      }
    }
    return episode;
  }

  private void remember(List<Integer> before, Episode episode, int decision) {
    if (drawn.size() < MOST_REMEMBERED
        && !episode.steps().isEmpty()
        && episode.steps().getLast().decision() == decision) {
      drawn.put(before, episode.steps().getLast());
    }
  }

  /// The episodes that lead to given, normalized choices.
  List<Episode> follow(List<Choices> choices) {
    var episodes = new ArrayList<Episode>();
    choices.forEach(_ -> episodes.add(new Episode()));
    for (int d = 0; d < decisions.size(); d++) {
      int decision = d;
      advance(episodes, d, (episode, _) -> choices.get(episode).get(decision));
    }
    return episodes;
  }

  @FunctionalInterface
  private interface Chooser {
    int choose(int episode, double[] logProbabilities);
  }

  /// Option `i` where a uniform number falls into the i-th of stacked probabilities.
  private static int draw(double[] logProbabilities, RandomGenerator random) {
    double left = random.nextDouble();
    for (int option = 0; option < logProbabilities.length - 1; option++) {
      left -= StrictMath.exp(logProbabilities[option]);
      if (left < 0) {
        return option;
      }
    }
    return logProbabilities.length - 1;
  }

  /// One decision of all episodes, unit by unit over the episodes: a row of weights is read once.
  private void advance(List<Episode> episodes, int decision, Chooser chooser) {
    var inputs = new double[episodes.size()][];
    var gates = new double[episodes.size()][];
    var inputRows = new int[episodes.size()];
    for (int e = 0; e < inputs.length; e++) {
      var episode = episodes.get(e);
      if (decisions.active(decision, episode.taken())) {
        inputRows[e] = inputRow(episode);
        inputs[e] = inputAndState(episode, inputRows[e]);
        gates[e] = parameters.lstmBias().clone();
      }
    }
    for (int unit = 0; unit < 2 * units; unit += 2) {
      for (int e = 0; e < inputs.length; e++) {
        if (inputs[e] != null) {
          addScaled(
              gates[e],
              parameters.lstm(unit),
              inputs[e][unit],
              parameters.lstm(unit + 1),
              inputs[e][unit + 1]);
        }
      }
    }
    for (int e = 0; e < inputs.length; e++) {
      var episode = episodes.get(e);
      if (inputs[e] == null) {
        episode.skip();
      } else {
        int index = e;
        episode.take(
            step(
                decision,
                inputRows[e],
                inputs[e],
                gates[e],
                cellBefore(episode),
                logProbabilities -> chooser.choose(index, logProbabilities)));
      }
    }
  }

  private int inputRow(Episode episode) {
    if (episode.steps().isEmpty()) {
      return parameters.startRow();
    }
    var last = episode.steps().getLast();
    return parameters.embeddingRow(last.decision(), last.choice());
  }

  private double[] inputAndState(Episode episode, int inputRow) {
    var joined = new double[2 * units];
    System.arraycopy(parameters.rows()[inputRow], 0, joined, 0, units);
    if (!episode.steps().isEmpty()) {
      System.arraycopy(episode.steps().getLast().hidden(), 0, joined, units, units);
    }
    return joined;
  }

  private double[] cellBefore(Episode episode) {
    return episode.steps().isEmpty() ? new double[units] : episode.steps().getLast().cell();
  }

  private Episode.Step step(
      int decision,
      int inputRow,
      double[] inputAndState,
      double[] gates,
      double[] cellBefore,
      ToIntFunction<double[]> chooser) {
    var cell = new double[units];
    var tanhCell = new double[units];
    var hidden = new double[units];
    for (int u = 0; u < units; u++) {
      double input = sigmoid(gates[u]);
      double forget = sigmoid(gates[units + u]);
      double candidate = StrictMath.tanh(gates[2 * units + u]);
      double output = sigmoid(gates[3 * units + u]);
      gates[u] = input;
      gates[units + u] = forget;
      gates[2 * units + u] = candidate;
      gates[3 * units + u] = output;
      cell[u] = forget * cellBefore[u] + input * candidate;
      tanhCell[u] = StrictMath.tanh(cell[u]);
      hidden[u] = output * tanhCell[u];
    }
    var logits = logits(decision, hidden);
    var slopes = tempered(logits);
    var logProbabilities = logSoftmax(logits);
    double entropy = 0;
    for (double logProbability : logProbabilities) {
      entropy -= StrictMath.exp(logProbability) * logProbability;
    }
    return new Episode.Step(
        decision,
        inputRow,
        inputAndState,
        gates,
        cell,
        tanhCell,
        hidden,
        logProbabilities,
        slopes,
        entropy,
        chooser.applyAsInt(logProbabilities));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private double[] logits(int decision, double[] hidden) {
    var logits = parameters.softmaxBias(decision).clone();
    for (int option = 0; option < logits.length; option++) {
      var weights = parameters.softmax(decision, option);
      for (int u = 0; u < units; u++) {
        logits[option] += weights[u] * hidden[u];
      }
    }
    return logits;
  }

  /// Divides logits by the temperature and clamps them; gives the derivatives of what they become
  /// by what they were.
  private double[] tempered(double[] logits) {
    var slopes = new double[logits.length];
    for (int option = 0; option < logits.length; option++) {
      double divided = logits[option] / spec.temperature();
      if (spec.tanhClamp().isPresent()) {
        double clamp = spec.tanhClamp().get();
        double tanh = StrictMath.tanh(divided);
        logits[option] = clamp * tanh;
        slopes[option] = clamp * (1 - tanh * tanh) / spec.temperature();
      } else {
        logits[option] = divided;
        slopes[option] = 1 / spec.temperature();
      }
    }
    return slopes;
  }

  private static double[] logSoftmax(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = StrictMath.max(largest, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += StrictMath.exp(logit - largest);
    }
    double logSum = StrictMath.log(sum);
    for (int option = 0; option < logits.length; option++) {
      logits[option] = logits[option] - largest - logSum;
    }
    return logits;
  }

  /// The gradient of `-sum over e of (weights[e] * log-probability(e) + entropyWeights[e] * sum of
  /// e's entropies)`, by backpropagation through time.
  PolicyParameters gradient(List<Episode> episodes, double[] weights, double[] entropyWeights) {
    var gradient = parameters.zeroLike();
    var backward = new ArrayList<BackwardPass>();
    for (int e = 0; e < episodes.size(); e++) {
      backward.add(
          new BackwardPass(parameters, gradient, episodes.get(e), weights[e], entropyWeights[e]));
    }
    var byGate = byGate();
    for (int d = decisions.size() - 1; d >= 0; d--) {
      int decision = d;
      var passes = backward.stream().filter(pass -> pass.isAt(decision)).toList();
      passes.forEach(BackwardPass::throughSoftmaxAndGates);
      for (int unit = 0; unit < 2 * units; unit++) {
        for (var pass : passes) {
          addScaled(gradient.lstm(unit), pass.gates(), pass.inputAndState()[unit]);
        }
      }
      for (int gate = 0; gate < 4 * units; gate += 2) {
        for (var pass : passes) {
          addScaled(
              pass.inputAndStateGradient(),
              byGate[gate],
              pass.gates()[gate],
              byGate[gate + 1],
              pass.gates()[gate + 1]);
        }
      }
      passes.forEach(BackwardPass::stepBack);
    }
    return gradient;
  }

  /// The LSTM's weights with a row for each gate (4H rows of 2H).
  private double[][] byGate() {
    var byGate = new double[4 * units][2 * units];
    for (int unit = 0; unit < 2 * units; unit++) {
      for (int gate = 0; gate < 4 * units; gate++) {
        byGate[gate][unit] = parameters.lstm(unit)[gate];
      }
    }
    return byGate;
  }

  static void addScaled(double[] sum, double[] row, double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * row[i];
    }
  }

  /// Two rows at once: the sum is read and written half as often.
  private static void addScaled(
      double[] sum, double[] row, double factor, double[] other, double otherFactor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * row[i] + otherFactor * other[i];
    }
  }
}
