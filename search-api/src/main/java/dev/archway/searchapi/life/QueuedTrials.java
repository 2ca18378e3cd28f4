package dev.archway.searchapi.life;

import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.TrialRequest;
import dev.archway.core.network.Images;
import dev.archway.core.space.Choices;
import dev.archway.core.zoo.GivenNetwork;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.task.Tasks;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Queues trials that a user wants beside the search. They take a number, but nothing of the
/// budget.
@Service
class QueuedTrials {
  private final Experiments experiments;
  private final Trials trials;
  private final Tasks tasks;

  QueuedTrials(Experiments experiments, Trials trials, Tasks tasks) {
    this.experiments = experiments;
    this.trials = trials;
    this.tasks = tasks;
  }

  @Transactional
  public UUID add(UUID id, TrialRequest request) {
    var experiment = experiments.lock(id);
    requireReady(experiment);
    var standing = experiment.standing();
    int number = standing.counters().nextNumber();
    var trial = trials.create(id, number, plan(request, experiment, number));
    tasks.queue(List.of(trial), id, experiment.spec());
    experiments.write(id, standing.withBaseline());
    return trial;
  }

  /// Baselines are told by the first numbers, so that they come first.
  private static void requireReady(Experiment experiment) {
    var standing = experiment.standing();
    if (standing.state() == ExperimentState.STOPPED) {
      throw ProblemType.WRONG_STATE.because(
          "Experiment %s is STOPPED: clone it to try more.".formatted(experiment.id()));
    }
    int baselines = experiment.spec().baselines().size();
    int made = standing.counters().nextNumber() - 1;
    if (made < baselines) {
      throw ProblemType.WRONG_STATE.because(
          "Experiment %s has begun %d of its %d baselines, which come first: try again a little later."
              .formatted(experiment.id(), made, baselines));
    }
  }

  private static TrialPlan plan(TrialRequest request, Experiment experiment, int number) {
    try {
      var architecture =
          request
              .network()
              .map(network -> network(network, request.width().orElse(1.0), experiment))
              .orElseGet(() -> inSpace(request.choices().orElseThrow(), experiment));
      var source =
          new TrialPlan.Queued(
              request.network().map(n -> name(n, request.width())), request.choices());
      return TrialPlan.of(
          source,
          architecture,
          experiment.images(),
          TrialPlan.seed(experiment.spec().seed(), number));
    } catch (IllegalArgumentException e) {
      throw ProblemType.INVALID_REQUEST.because(String.valueOf(e.getMessage()));
    }
  }

  private static String name(GivenNetwork network, Optional<Double> width) {
    return width.map(w -> new BaselineSpec(network, w).name()).orElse(network.name());
  }

  private static Architecture network(GivenNetwork given, double width, Experiment experiment) {
    var images = experiment.images().orElseThrow(() -> withoutNetworks(experiment));
    var architecture = new BaselineSpec(given, width).architecture(images.shape());
    requireFit(architecture, images);
    return architecture;
  }

  private static void requireFit(NetworkArchitecture architecture, Images images) {
    var input = architecture.expand(images).input();
    if (!input.equals(images.shape())) {
      throw new IllegalArgumentException(
          "The network is for images of %s, but those of the experiment are of %s and nobody resizes them."
              .formatted(input, images.shape()));
    }
  }

  private static ProblemException withoutNetworks(Experiment experiment) {
    return ProblemType.INVALID_REQUEST.because(
        "Experiment %s is about no networks: queue choices of its space."
            .formatted(experiment.id()));
  }

  private static Architecture inSpace(Choices choices, Experiment experiment) {
    return experiment.space().decode(choices);
  }
}
