package dev.archway.core.experiment;

import static dev.archway.core.experiment.ControllerRules.require;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import java.util.Optional;

/// A one-layer LSTM over the decisions, trained by a policy gradient (Zoph and Le 2017; Zoph et al.
/// 2018, appendix A).
///
/// @param lstm the policy and how it is sampled
/// @param advantage how good a result is to the policy
/// @param gradient how advantages become a gradient
/// @param update the steps that it makes
/// @param queue the best results so far, which are learned from again and again
@JsonTypeName("rnn")
public record RnnSpec(
    Lstm lstm, Advantage advantage, Gradient gradient, Update update, Optional<PriorityQueue> queue)
    implements ControllerSpec {

  /// The policy.
  ///
  /// @param units width of the LSTM and of the embedding of a choice
  /// @param initialRange parameters begin uniform in `-initialRange..initialRange`
  /// @param temperature logits are divided by it: above 1 the choices are more even
  /// @param tanhClamp c: logits become `c tanh(logit / temperature)`, so that no choice is ever
  ///   certain (Bello et al. 2017; ENAS)
  public record Lstm(
      int units, double initialRange, double temperature, Optional<Double> tanhClamp) {
    public Lstm {
      require(units >= 1 && units <= 1024, "lstm.units", units, "1..1024");
      require(initialRange > 0 && initialRange <= 1, "lstm.initialRange", initialRange, "(0, 1]");
      require(
          temperature >= 0.1 && temperature <= 100, "lstm.temperature", temperature, "0.1..100");
      double clamp = tanhClamp.orElse(1.0);
      require(clamp > 0 && clamp <= 100, "lstm.tanhClamp", clamp, "(0, 100]");
    }
  }

  /// How much better a result is than what the policy should expect.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  public sealed interface Advantage {

    /// The reward over the moving average of earlier batches' mean rewards, as in the papers. Its
    /// size depends on how far rewards are apart.
    ///
    /// @param decay share of the average that is kept at each update
    @JsonTypeName("baseline")
    record OverBaseline(double decay) implements Advantage {
      public OverBaseline {
        require(decay >= 0 && decay < 1, "advantage.decay", decay, "[0, 1)");
      }
    }

    /// The share of all results so far that it beats, over the mean of that share among the latest
    /// results, doubled: in -2..2, the same for any scale of rewards, and as strong when all
    /// rewards have become alike. Without that baseline nearly everything that a policy proposes
    /// beats the first, random results, and it would become ever surer of whatever it happens to
    /// draw.
    ///
    /// @param latest how many results the baseline is of, those of the batch included
    @JsonTypeName("rank")
    record Rank(int latest) implements Advantage {
      public Rank {
        require(latest >= 1 && latest <= 10_000, "advantage.latest", latest, "1..10000");
      }
    }
  }

  /// The estimator of the gradient.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  public sealed interface Gradient {

    /// REINFORCE (Williams 1992): one step a batch.
    @JsonTypeName("reinforce")
    record Reinforce() implements Gradient {}

    /// Proximal policy optimization (Schulman et al. 2017, eq. 7): several steps a batch, weighted
    /// by how much likelier a trial has become since it was proposed, as long as that ratio is
    /// within `1 - clip..1 + clip` or moves back.
    @JsonTypeName("ppo")
    record Ppo(double clip, int passes) implements Gradient {
      public Ppo {
        require(clip > 0 && clip < 1, "gradient.clip", clip, "(0, 1)");
        require(passes >= 1 && passes <= 100, "gradient.passes", passes, "1..100");
      }
    }
  }

  /// The steps of Adam.
  ///
  /// @param batch finished trials an update learns from
  /// @param entropyWeight weight of the mean entropy of a proposal's decisions
  /// @param maxGradientNorm a longer gradient is shortened to it
  public record Update(
      int batch, double learningRate, double entropyWeight, double maxGradientNorm) {
    public Update {
      require(batch >= 1 && batch <= 1000, "update.batch", batch, "1..1000");
      require(learningRate > 0 && learningRate <= 1, "update.learningRate", learningRate, "(0, 1]");
      require(
          entropyWeight >= 0 && entropyWeight <= 10,
          "update.entropyWeight",
          entropyWeight,
          "[0, 10]");
      require(
          maxGradientNorm > 0 && maxGradientNorm <= 1e6,
          "update.maxGradientNorm",
          maxGradientNorm,
          "(0, 1e6]");
    }
  }

  /// Priority queue training (Abolafia et al. 2018): each step also raises the likelihood of the
  /// best results so far.
  ///
  /// @param size how many are kept
  /// @param weight of their mean log-probability beside the policy gradient
  public record PriorityQueue(int size, double weight) {
    public PriorityQueue {
      require(size >= 1 && size <= 1000, "queue.size", size, "1..1000");
      require(weight > 0 && weight <= 100, "queue.weight", weight, "(0, 100]");
    }
  }

  /// For 100 to 2,000 trials: few results teach it much, as they count by their rank and the best
  /// are learned again.
  public static RnnSpec standard() {
    return new RnnSpec(
        new Lstm(100, 0.1, 1, Optional.empty()),
        new Advantage.Rank(20),
        new Gradient.Reinforce(),
        new Update(5, 0.01, 0.1, 5),
        Optional.of(new PriorityQueue(10, 0.3)));
  }

  /// The settings of Zoph et al. 2018, appendix A, made for 20,000 trials. Clip and passes are
  /// Schulman et al.'s, as the paper does not tell its own.
  public static RnnSpec nasnet() {
    return new RnnSpec(
        new Lstm(100, 0.1, 1, Optional.empty()),
        new Advantage.OverBaseline(0.95),
        new Gradient.Ppo(0.2, 4),
        new Update(20, 0.00035, 1e-5, 5),
        Optional.empty());
  }

  /// The settings of ENAS's published code for its micro space (Pham et al. 2018): Adam at 0.0035,
  /// logits `1.1 tanh(logit / 5)`. Its prior for separable convolutions is left out.
  public static RnnSpec enas() {
    return new RnnSpec(
        new Lstm(64, 0.1, 5, Optional.of(1.1)),
        new Advantage.OverBaseline(0.99),
        new Gradient.Reinforce(),
        new Update(10, 0.0035, 1e-4, 5),
        Optional.empty());
  }

  /// All presets by name. MnasNet searched with NASNet's controller (Tan et al. 2019, section 4.2).
  public static Map<String, RnnSpec> presets() {
    return Map.of("rnn", standard(), "nasnet", nasnet(), "mnasnet", nasnet(), "enas", enas());
  }
}
