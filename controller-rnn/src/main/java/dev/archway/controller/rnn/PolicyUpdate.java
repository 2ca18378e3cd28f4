package dev.archway.controller.rnn;

import dev.archway.controller.candidate.Rated;
import dev.archway.core.experiment.PolicyGradient;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// One update of the policy: steps of Adam down `-(surrogate + entropyWeight * mean entropy) -
/// queueWeight * mean log-probability of the queue`, the surrogate being
///
/// - REINFORCE's (Williams 1992): the mean of `advantage * log-probability`;
/// - PPO's (Schulman et al. 2017, eq. 7): the mean of `min(ratio * advantage, clip(ratio) *
///   advantage)`, the ratio being that of the probabilities now and when it was proposed.
///
/// The baseline of advantages is the moving average of earlier batches' mean rewards (Zoph et al.
/// 2018, appendix A). The first batch has none before it and is compared with its own mean.
final class PolicyUpdate {
  private final RnnSpec spec;
  private final Decisions decisions;

  PolicyUpdate(RnnSpec spec, Decisions decisions) {
    this.spec = spec;
    this.decisions = decisions;
  }

  /// Where an update led, and how; there is no gradient where nothing had a reward.
  record Updated(PolicyState state, Optional<PolicyGradient> gradient) {}

  /// The next state. A batch without a reward leads to the same policy under the next version.
  Updated updated(PolicyState state, List<Rewarded> batch) {
    if (batch.isEmpty()) {
      var same = state.next(state.baseline(), state.memory(), state.parameters(), state.adam());
      return new Updated(same, Optional.empty());
    }
    double mean = batch.stream().mapToDouble(Rewarded::reward).sum() / batch.size();
    double baseline = state.baseline().orElse(mean);
    var memory = state.memory().after(batch, spec);
    var lesson = lesson(batch, advantages(batch, baseline, memory), memory);
    var parameters = state.parameters().copy();
    var adam = state.adam().copy();
    var steps = new ArrayList<PolicyGradient.Step>();
    for (int pass = 0; pass < passes(); pass++) {
      steps.add(step(parameters, adam, lesson));
    }
    var next = state.next(OptionalDouble.of(moved(baseline, mean)), memory, parameters, adam);
    var gradient = new PolicyGradient(mean, neutral(baseline, memory), lesson.weighed(), steps);
    return new Updated(next, Optional.of(gradient));
  }

  private PolicyGradient.Step step(PolicyParameters parameters, Adam adam, Lesson lesson) {
    var gradient = gradient(parameters, lesson);
    double norm = gradient.norm();
    double most = spec.update().maxGradientNorm();
    if (norm > most) {
      gradient.scale(most / norm);
    }
    adam.descend(parameters, gradient, spec.update().learningRate());
    return new PolicyGradient.Step(norm, StrictMath.min(norm, most));
  }

  private int passes() {
    return switch (spec.gradient()) {
      case RnnSpec.Gradient.Reinforce _ -> 1;
      case RnnSpec.Gradient.Ppo ppo -> ppo.passes();
    };
  }

  private double moved(double baseline, double mean) {
    return switch (spec.advantage()) {
      case RnnSpec.Advantage.OverBaseline over ->
          over.decay() * baseline + (1 - over.decay()) * mean;
      case RnnSpec.Advantage.Rank _ -> mean;
    };
  }

  /// The reward at which advantages turn from negative to positive.
  private double neutral(double baseline, Memory memory) {
    return switch (spec.advantage()) {
      case RnnSpec.Advantage.OverBaseline _ -> baseline;
      case RnnSpec.Advantage.Rank rank -> memory.rewardOfRank(memory.meanRank(rank.latest()));
    };
  }

  private double[] advantages(List<Rewarded> batch, double baseline, Memory memory) {
    var rewards = batch.stream().mapToDouble(Rewarded::reward);
    return switch (spec.advantage()) {
      case RnnSpec.Advantage.OverBaseline _ -> rewards.map(reward -> reward - baseline).toArray();
      case RnnSpec.Advantage.Rank rank -> {
        double expected = memory.meanRank(rank.latest());
        yield rewards.map(reward -> 2 * (memory.rank(reward) - expected)).toArray();
      }
    };
  }

  /// What one update learns from.
  ///
  /// @param advantages of the batch
  /// @param best the queue's choices; none without a queue
  // Nobody compares lessons.
  @SuppressWarnings("ArrayRecordComponent")
  record Lesson(List<Rewarded> batch, double[] advantages, List<Choices> best) {
    List<PolicyGradient.Advantage> weighed() {
      var weighed = new ArrayList<PolicyGradient.Advantage>();
      for (int i = 0; i < advantages.length; i++) {
        var result = batch.get(i);
        weighed.add(new PolicyGradient.Advantage(result.trial(), result.reward(), advantages[i]));
      }
      return weighed;
    }

    List<Choices> choices() {
      var all = new ArrayList<Choices>();
      batch.forEach(rewarded -> all.add(rewarded.choices()));
      all.addAll(best);
      return all;
    }
  }

  private static Lesson lesson(List<Rewarded> batch, double[] advantages, Memory memory) {
    return new Lesson(batch, advantages, memory.best().stream().map(Rated::choices).toList());
  }

  /// The loss whose gradient [#gradient] is, for the eye and for tests.
  double loss(PolicyParameters parameters, Lesson lesson) {
    var episodes = new LstmPolicy(decisions, spec.lstm(), parameters).follow(lesson.choices());
    int size = lesson.batch().size();
    double sum = 0;
    for (int e = 0; e < size; e++) {
      var episode = episodes.get(e);
      double advantage = lesson.advantages()[e];
      sum -=
          switch (spec.gradient()) {
            case RnnSpec.Gradient.Reinforce _ -> advantage * episode.logProbability();
            case RnnSpec.Gradient.Ppo ppo -> {
              double ratio = ratio(episode, lesson.batch().get(e));
              double clipped = StrictMath.clamp(ratio, 1 - ppo.clip(), 1 + ppo.clip());
              yield StrictMath.min(ratio * advantage, clipped * advantage);
            }
          };
      sum -= spec.update().entropyWeight() * episode.meanEntropy();
    }
    double loss = sum / size;
    for (var episode : episodes.subList(size, episodes.size())) {
      loss -= queueWeight(lesson) * episode.logProbability();
    }
    return loss;
  }

  /// Of each of the queue's choices.
  private double queueWeight(Lesson lesson) {
    return spec.queue().map(queue -> queue.weight() / lesson.best().size()).orElse(0.0);
  }

  private static double ratio(Episode now, Rewarded proposed) {
    return StrictMath.exp(now.logProbability() - proposed.logProbability());
  }

  PolicyParameters gradient(PolicyParameters parameters, Lesson lesson) {
    var policy = new LstmPolicy(decisions, spec.lstm(), parameters);
    var episodes = policy.follow(lesson.choices());
    var weights = new double[episodes.size()];
    var entropyWeights = new double[episodes.size()];
    int size = lesson.batch().size();
    for (int e = 0; e < weights.length; e++) {
      if (e < size) {
        weights[e] = weight(episodes.get(e), lesson, e) / size;
        entropyWeights[e] = spec.update().entropyWeight() / size / episodes.get(e).steps().size();
      } else {
        weights[e] = queueWeight(lesson);
      }
    }
    return policy.gradient(episodes, weights, entropyWeights);
  }

  /// The derivative of the surrogate by a result's log-probability.
  private double weight(Episode episode, Lesson lesson, int index) {
    double advantage = lesson.advantages()[index];
    return switch (spec.gradient()) {
      case RnnSpec.Gradient.Reinforce _ -> advantage;
      case RnnSpec.Gradient.Ppo ppo -> {
        double ratio = ratio(episode, lesson.batch().get(index));
        boolean clipped = advantage > 0 ? ratio > 1 + ppo.clip() : ratio < 1 - ppo.clip();
        yield clipped ? 0 : ratio * advantage;
      }
    };
  }
}
