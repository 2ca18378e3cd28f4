package dev.archway.controller.rnn;

import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.List;
import java.util.OptionalDouble;

/// REINFORCE (Williams 1992) with a moving baseline and an entropy bonus: one Adam step down `-mean
/// of ((reward - baseline) * log-probability + entropyWeight * mean entropy)`.
///
/// The baseline is the moving average of earlier batches' mean rewards (Zoph et al. 2018, appendix
/// A). The first batch has none before it and is compared with its own mean.
final class Reinforce {
  /// A gradient longer than this is shortened to it. Usual rewards of 0..1 stay far below; it is
  /// for the first batch under an objective of another scale.
  static final double MAX_GRADIENT_NORM = 5;

  /// A result to learn from.
  record Rewarded(Choices choices, double reward) {}

  private final ControllerSpec.Rnn spec;
  private final Decisions decisions;

  Reinforce(ControllerSpec.Rnn spec, Decisions decisions) {
    this.spec = spec;
    this.decisions = decisions;
  }

  /// The next state. A batch without a reward leads to the same policy under the next version.
  PolicyState updated(PolicyState state, List<Rewarded> batch) {
    if (batch.isEmpty()) {
      return new PolicyState(
          state.version() + 1, state.baseline(), state.parameters(), state.adam());
    }
    double mean = mean(batch);
    double baseline = state.baseline().orElse(mean);
    var gradient = gradient(state.parameters(), batch, baseline);
    double norm = gradient.norm();
    if (norm > MAX_GRADIENT_NORM) {
      gradient.scale(MAX_GRADIENT_NORM / norm);
    }
    var parameters = state.parameters().copy();
    var adam = state.adam().copy();
    adam.descend(parameters, gradient, spec.learningRate());
    double kept = spec.baselineDecay();
    return new PolicyState(
        state.version() + 1,
        OptionalDouble.of(kept * baseline + (1 - kept) * mean),
        parameters,
        adam);
  }

  private static double mean(List<Rewarded> batch) {
    double sum = 0;
    for (var rewarded : batch) {
      sum += rewarded.reward();
    }
    return sum / batch.size();
  }

  /// The loss whose gradient [#gradient] is, for the eye and for tests.
  double loss(PolicyParameters parameters, List<Rewarded> batch, double baseline) {
    var episodes = episodes(new LstmPolicy(decisions, parameters), batch);
    double sum = 0;
    for (int e = 0; e < batch.size(); e++) {
      var episode = episodes.get(e);
      sum -= (batch.get(e).reward() - baseline) * episode.logProbability();
      sum -= spec.entropyWeight() * episode.meanEntropy();
    }
    return sum / batch.size();
  }

  PolicyParameters gradient(PolicyParameters parameters, List<Rewarded> batch, double baseline) {
    var policy = new LstmPolicy(decisions, parameters);
    var episodes = episodes(policy, batch);
    var weights = new double[batch.size()];
    var entropyWeights = new double[batch.size()];
    for (int e = 0; e < weights.length; e++) {
      weights[e] = (batch.get(e).reward() - baseline) / batch.size();
      entropyWeights[e] = spec.entropyWeight() / batch.size() / episodes.get(e).steps().size();
    }
    return policy.gradient(episodes, weights, entropyWeights);
  }

  private static List<Episode> episodes(LstmPolicy policy, List<Rewarded> batch) {
    return policy.follow(batch.stream().map(Rewarded::choices).toList());
  }
}
