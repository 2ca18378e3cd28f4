package dev.archway.cli.demo;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ExperimentView;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// A demo of this home whose launcher ended before it did.
///
/// @param plan what it was to do
public record InterruptedDemo(UUID experiment, DemoPlan plan) {

  /// The latest one.
  ///
  /// @param experiments the folder of all demos
  public static Optional<InterruptedDemo> latest(ArchwayClient client, Path experiments) {
    return client.experiments().list().stream()
        .filter(e -> mayEndWell(client, e))
        .flatMap(e ->
            DemoFolder.unfinished(experiments, e.spec().name())
                .flatMap(folder -> DemoPlan.of(e.spec(), folder))
                .map(plan -> new InterruptedDemo(e.id(), plan))
                .stream())
        .findFirst();
  }

  /// One that has ended without a network to show would end so again.
  private static boolean mayEndWell(ArchwayClient client, ExperimentView experiment) {
    return switch (experiment.state()) {
      case RUNNING, PAUSED -> true;
      case FINISHED -> Ranking.best(client.trials().of(experiment.id())).isPresent();
      case STOPPED -> false;
    };
  }
}
