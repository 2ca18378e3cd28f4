package dev.archway.searchapi.result;

import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.page.Page;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.artifact.Artifacts;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.page.Cursor;
import dev.archway.searchapi.page.Limit;
import dev.archway.searchapi.task.RunningTrials;
import dev.archway.searchapi.trial.Figure;
import dev.archway.searchapi.trial.Figures;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import java.util.ArrayList;
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
  private final Figures figures;
  private final RunningTrials runningTrials;
  private final Artifacts artifacts;

  TrialViews(
      Experiments experiments,
      Trials trials,
      Figures figures,
      RunningTrials runningTrials,
      Artifacts artifacts) {
    this.experiments = experiments;
    this.trials = trials;
    this.figures = figures;
    this.runningTrials = runningTrials;
    this.artifacts = artifacts;
  }

  /// A page in the order of numbers.
  Page<TrialView> page(UUID id, TrialFilter filter, Limit limit, @Nullable String after) {
    int begin = Cursor.read(after, 1, keys -> Integer.parseInt(keys.getFirst())).orElse(0);
    return limit.page(
        after(experiments.get(id), begin, filter, limit.andOne()),
        view -> Cursor.of(view.number()));
  }

  /// Trials with a number above `begin`, in the order of their numbers.
  List<TrialView> after(Experiment experiment, int begin, TrialFilter filter, int atMost) {
    var rewards = Rewards.of(experiment);
    var found = new ArrayList<TrialView>();
    int last = begin;
    boolean more = true;
    while (more && found.size() < atMost) {
      var chunk = trials.after(experiment.id(), last, filter.state(), filter.origin(), atMost);
      views(chunk, experiment.id(), rewards).stream()
          .filter(view -> filter.takes(view.state(), view.origin()))
          .limit(atMost - found.size())
          .forEach(found::add);
      more = chunk.size() == atMost;
      last = chunk.isEmpty() ? last : chunk.getLast().number();
    }
    return found;
  }

  /// A page with the highest rewards first.
  Page<TrialView> best(UUID id, TrialFilter filter, Limit limit, @Nullable String after) {
    var experiment = experiments.get(id);
    var rewards = Rewards.of(experiment);
    return ranked(id, figures.of(id, rewards.costs()), rewards, filter, limit, after);
  }

  /// A page of the trials with a reward under an objective that need not be the experiment's own,
  /// the best first.
  Page<TrialView> ranked(UUID id, ObjectiveSpec objective, Limit limit, @Nullable String after) {
    var all = figures.of(id, Rewards.costs(objective));
    var rewards = Rewards.under(objective, experiments.get(id), all);
    return ranked(id, all, rewards, TrialFilter.ALL, limit, after);
  }

  private Page<TrialView> ranked(
      UUID id,
      List<Figure> all,
      Rewards rewards,
      TrialFilter filter,
      Limit limit,
      @Nullable String after) {
    var begin = Cursor.read(after, 2, Ranked::of);
    var page =
        limit.page(
            all.stream()
                .filter(trial -> filter.takes(trial.state(), trial.origin()))
                .flatMap(trial ->
                    rewards.of(trial).stream()
                        .map(reward -> new Ranked(reward, trial.number(), Optional.of(trial.id()))))
                .sorted(Ranked.BEST_FIRST)
                .filter(
                    place -> begin.isEmpty() || Ranked.BEST_FIRST.compare(place, begin.get()) > 0)
                .limit(limit.andOne())
                .toList(),
            Ranked::cursor);
    var ids = page.items().stream().flatMap(place -> place.id().stream()).toList();
    return new Page<>(views(trials.of(ids), id, rewards), page.next());
  }

  /// The place of a trial among the rewards.
  private record Ranked(double reward, int number, Optional<UUID> id) {
    static final Comparator<Ranked> BEST_FIRST =
        Comparator.comparingDouble(Ranked::reward).reversed().thenComparingInt(Ranked::number);

    static Ranked of(List<String> keys) {
      return new Ranked(
          Double.parseDouble(keys.getFirst()), Integer.parseInt(keys.getLast()), Optional.empty());
    }

    Cursor cursor() {
      return Cursor.of(reward, number);
    }
  }

  TrialView of(Trial trial) {
    var rewards = Rewards.of(experiments.get(trial.experiment()));
    return views(List.of(trial), trial.experiment(), rewards).getFirst();
  }

  private List<TrialView> views(List<Trial> some, UUID experiment, Rewards rewards) {
    var running = runningTrials.of(experiment);
    var stored = artifacts.ofTrials(some.stream().map(Trial::id).toList());
    return some.stream()
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
        switch (trial.plan().source()) {
          case TrialPlan.Baseline baseline -> Optional.of(baseline.name());
          case TrialPlan.Queued queued -> queued.name();
          case TrialPlan.Proposed _ -> Optional.empty();
        },
        switch (trial.plan().source()) {
          case TrialPlan.Proposed p -> Optional.of(p.choices());
          case TrialPlan.Queued queued -> queued.choices();
          case TrialPlan.Baseline _ -> Optional.empty();
        },
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
