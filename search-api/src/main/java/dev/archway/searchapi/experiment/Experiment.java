package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.NetworkSpace;
import java.util.UUID;

/// An experiment as the service's features know it: what was asked for and where it stands.
public record Experiment(UUID id, ExperimentSpec spec, Standing standing) {

  /// The space it searches.
  public NetworkSpace space() {
    return spec.space().networks();
  }

  /// The data set it trains on.
  public Dataset dataset() {
    return Dataset.named(spec.recipe().dataset()).orElseThrow();
  }

  ExperimentView view() {
    return new ExperimentView(
        id,
        spec,
        standing.state(),
        standing.reason(),
        standing.targetMillis(),
        standing.counters().finished(),
        standing.heads().search());
  }
}
