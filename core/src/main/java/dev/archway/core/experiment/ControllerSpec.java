package dev.archway.core.experiment;

import static dev.archway.core.experiment.ControllerRules.require;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// Which controller proposes, and with which settings.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ControllerSpec
    permits RnnSpec, ControllerSpec.Evolution, ControllerSpec.LocalSearch, ControllerSpec.Random {

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
}
