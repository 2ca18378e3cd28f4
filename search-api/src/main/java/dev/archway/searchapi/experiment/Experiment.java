package dev.archway.searchapi.experiment;

import dev.archway.controller.objective.Objective;
import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.OpaqueArchitecture;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.network.Images;
import dev.archway.core.network.Network;
import dev.archway.core.space.SearchSpace;
import dev.archway.searchapi.problem.ProblemType;
import java.util.Optional;
import java.util.UUID;

/// An experiment as the service's features know it: what was asked for and where it stands.
public record Experiment(UUID id, Settings settings, Standing standing) {

  /// The same at another standing.
  public Experiment at(Standing moved) {
    return new Experiment(id, settings, moved);
  }

  /// What was asked for.
  public ExperimentSpec spec() {
    return settings.spec();
  }

  /// The space it searches.
  public SearchSpace space() {
    return settings.space();
  }

  /// What its networks are made for, unless it is about none.
  public Optional<Images> images() {
    return spec().evaluation().images();
  }

  /// The network that an architecture of its stands for; refuses one that stands for none.
  public Network network(Architecture architecture) {
    return requireNetwork(architecture).expand(images().orElseThrow());
  }

  /// An architecture that stands for a network.
  public static NetworkArchitecture requireNetwork(Architecture architecture) {
    return switch (architecture) {
      case NetworkArchitecture networks -> networks;
      case OpaqueArchitecture opaque ->
          throw ProblemType.NOT_FOUND.because(
              "The architecture %s stands for no network.".formatted(opaque.text()));
    };
  }

  /// What its trials are worth; none as long as a target is to be measured.
  public Optional<Objective> objective() {
    var costs = spec().objective().targets().keySet();
    return costs.stream().map(CostSpec::text).allMatch(standing.targets()::containsKey)
        ? Optional.of(Objective.of(spec().objective(), standing.targets()))
        : Optional.empty();
  }
}
