package dev.archway.searchapi.result;

import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.artifact.Artifacts;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.task.RunningTrials;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    var all = trials.of(experimentId);
    return views(all, Rewards.of(experiments.get(experimentId)));
  }

  TrialView of(Trial trial) {
    var rewards = Rewards.of(experiments.get(trial.experiment()));
    return view(
        trial,
        rewards,
        runningTrials.of(trial.experiment()).get(trial.id()),
        artifacts.of(trial.id()));
  }

  /// The trials with a reward under an objective that need not be the experiment's own, the best
  /// first.
  List<TrialView> ranked(UUID experimentId, ObjectiveSpec objective) {
    var all = trials.of(experimentId);
    var rewards = Rewards.under(objective, experiments.get(experimentId), all);
    var rewarded = all.stream().filter(trial -> rewards.of(trial).isPresent()).toList();
    return views(rewarded, rewards).stream()
        .sorted(Comparator.comparing((TrialView view) -> view.reward().orElseThrow()).reversed())
        .toList();
  }

  /// @param all trials of one experiment
  private List<TrialView> views(List<Trial> all, Rewards rewards) {
    if (all.isEmpty()) {
      return List.of();
    }
    var experiment = all.getFirst().experiment();
    var running = runningTrials.of(experiment);
    var stored = artifacts.ofTrialsIn(experiment);
    return all.stream()
        .map(t -> view(t, rewards, running.get(t.id()), stored.getOrDefault(t.id(), List.of())))
        .toList();
  }

  private static TrialView view(
      Trial trial,
      Rewards rewards,
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
        results.accuracy(),
        results.evaluation().map(TaskOutcome.Evaluated::metrics).orElse(Map.of()),
        results.evaluation().map(TaskOutcome.Evaluated::costs).orElse(Map.of()),
        results.measurement().map(LatencyView::of),
        rewards.of(trial),
        results.testAccuracy(),
        trial.plan().costs(),
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
