package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// Which controller proposes, and with which settings.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ControllerSpec {

  /// A one-layer LSTM over the decisions, trained by REINFORCE with a moving baseline and an
  /// entropy bonus (Zoph and Le 2017; Zoph et al. 2018, appendix A).
  ///
  /// @param hiddenUnits width of the LSTM and of the embedding of a choice
  /// @param batch finished trials an update learns from
  /// @param baselineDecay share of the moving average of rewards that is kept at each update
  /// @param entropyWeight weight of the mean entropy of a proposal's decisions
  @JsonTypeName("rnn")
  record Rnn(
      int hiddenUnits, double learningRate, int batch, double baselineDecay, double entropyWeight)
      implements ControllerSpec {
    public Rnn {
      require(hiddenUnits >= 1 && hiddenUnits <= 1024, "hiddenUnits", hiddenUnits, "1..1024");
      require(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "(0, 1]");
      require(batch >= 1 && batch <= 1000, "batch", batch, "1..1000");
      require(baselineDecay >= 0 && baselineDecay < 1, "baselineDecay", baselineDecay, "[0, 1)");
      require(entropyWeight >= 0 && entropyWeight <= 10, "entropyWeight", entropyWeight, "[0, 10]");
    }

    /// NASNet's LSTM of 100 units; small batches and a larger step for experiments of tens of
    /// trials.
    public static Rnn small() {
      return new Rnn(100, 0.01, 4, 0.9, 0.01);
    }
  }

  /// Uniform choices: the control every controller must beat.
  @JsonTypeName("random")
  record Random() implements ControllerSpec {}

  /// Regularized evolution (Real et al. 2019, algorithm 1): the best of a sample of the population
  /// is mutated, and the oldest of the population dies.
  ///
  /// @param population how many of the latest results may have children; that many trials are drawn
  ///   uniformly first
  /// @param sample how many draws from the population compete for a child
  @JsonTypeName("evolution")
  record Evolution(int population, int sample) implements ControllerSpec {
    public Evolution {
      require(population >= 2 && population <= 10_000, "population", population, "2..10000");
      require(sample >= 1 && sample <= population, "sample", sample, "1.." + population);
    }

    /// Half the population of Real et al.'s for experiments of hundreds, not thousands, of trials.
    public static Evolution small() {
      return new Evolution(50, 10);
    }
  }

  /// Local search (White et al. 2021): from the best of some uniform choices to better neighbours
  /// until there are none, then anew.
  ///
  /// @param starts results of uniform choices before each climb
  @JsonTypeName("local")
  record LocalSearch(int starts) implements ControllerSpec {
    public LocalSearch {
      require(starts >= 1 && starts <= 1000, "starts", starts, "1..1000");
    }

    /// The default of the paper's published code.
    public static LocalSearch small() {
      return new LocalSearch(10);
    }
  }

  private static void require(boolean holds, String field, Object value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(
          "The controller's " + field + " lies in " + range + ", but is " + value + ".");
    }
  }
}
