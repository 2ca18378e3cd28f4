package dev.archway.searchapi.result;

import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.artifact.Artifacts;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.task.RunningTrials;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Puts together what the features know about a trial. The reward is computed here, from raw
/// values, at the moment of asking.
@Component
class TrialViews {
  private final Experiments experiments;
  private final Trials trials;
  private final RunningTrials runningTrials;
  private final Artifacts artifacts;

  TrialViews(
      Experiments experiments, Trials trials, RunningTrials runningTrials, Artifacts artifacts) {
    this.experiments = experiments;
    this.trials = trials;
    this.runningTrials = runningTrials;
    this.artifacts = artifacts;
  }

  List<TrialView> of(UUID experimentId) {
    var experiment = experiments.get(experimentId);
    var running = runningTrials.of(experimentId);
    var all = trials.of(experimentId);
    var stored = artifacts.ofTrialsIn(experimentId);
    return all.stream()
        .map(t -> view(t, experiment, running.get(t.id()), stored.getOrDefault(t.id(), List.of())))
        .toList();
  }

  TrialView of(Trial trial) {
    var experiment = experiments.get(trial.experiment());
    return view(
        trial,
        experiment,
        runningTrials.of(experiment.id()).get(trial.id()),
        artifacts.of(trial.id()));
  }

  private static TrialView view(
      Trial trial,
      Experiment experiment,
      RunningTrials.@Nullable Running running,
      List<ArtifactReference> stored) {
    var results = trial.results();
    var proposed =
        trial.plan().source() instanceof TrialPlan.Proposed p
            ? Optional.of(p)
            : Optional.<TrialPlan.Proposed>empty();
    return new TrialView(
        trial.id(),
        trial.number(),
        trial.plan().source().origin(),
        trial.plan().source() instanceof TrialPlan.Baseline b
            ? Optional.of(b.name())
            : Optional.empty(),
        proposed.map(TrialPlan.Proposed::choices),
        trial.plan().architecture().text(),
        running != null && trial.state() == TrialState.QUEUED ? TrialState.RUNNING : trial.state(),
        trial.reason(),
        results.training().map(TaskOutcome.Trained::accuracy),
        results.measurement().map(LatencyView::of),
        Rewards.of(trial, experiment),
        results.testAccuracy(),
        trial.plan().costs().multiplyAdds(),
        trial.plan().costs().parameters(),
        results.training().map(t -> t.epochs().getLast()).map(EpochMetrics::epoch).orElse(0),
        results
            .training()
            .map(TaskOutcome.Trained::imagesPerSecond)
            .or(() -> running == null ? Optional.empty() : running.imagesPerSecond()),
        proposed.map(TrialPlan.Proposed::policyVersion),
        proposed.map(TrialPlan.Proposed::logProbability),
        proposed.flatMap(TrialPlan.Proposed::provenance),
        trial.learnedBy(),
        proposed.flatMap(TrialPlan.Proposed::parent),
        stored);
  }
}
