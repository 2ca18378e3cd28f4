package dev.archway.searchapi.experiment;

import dev.archway.controller.objective.Objective;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.NetworkSpace;
import java.util.Optional;
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

  /// What its trials are worth; none as long as a target is to be measured.
  public Optional<Objective> objective() {
    var costs = spec.objective().targets().keySet();
    return costs.stream().map(CostSpec::text).allMatch(standing.targets()::containsKey)
        ? Optional.of(Objective.of(spec.objective(), standing.targets()))
        : Optional.empty();
  }

  ExperimentView view() {
    return new ExperimentView(
        id,
        spec,
        standing.state(),
        standing.reason(),
        standing.targets(),
        standing.counters().finished(),
        standing.heads().search());
  }
}
