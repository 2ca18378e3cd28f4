package dev.archway.searchapi.search;

import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.ExperimentChanged;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.fleet.FleetChanged;
import dev.archway.searchapi.memory.Recent;
import dev.archway.searchapi.task.TrialEnded;
import dev.archway.searchapi.trace.Subject;
import dev.archway.searchapi.trial.Trials;
import jakarta.annotation.PreDestroy;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves experiments on, one after another on one platform thread: learns what can be learned,
/// fills what has room, ends what is done. Events say when to look; a sweep looks at everything
/// every few seconds, so that what a lost event or a crash left undone is done all the same.
@Component
class SearchLoop {
  private static final Logger log = LoggerFactory.getLogger(SearchLoop.class);

  /// A look comes so long after what asked for it, and serves all that ends meanwhile.
  private static final long GATHERING_MILLIS = 50;

  /// The looks at one experiment are so far apart at least. Where hundreds of trials end in a
  /// second, each would get one of its own else.
  private static final long APART_MILLIS = 250;

  /// Of so many experiments it is known when they were looked at.
  private static final int REMEMBERED = 1000;

  private final Experiments experiments;
  private final Trials trials;
  private final Learning learning;
  private final Filling filling;
  private final Budgets budgets;
  private final TransactionTemplate transaction;
  private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("search").factory());

  /// When this process last looked at the experiments that it looked at lately, in nanoseconds.
  private final Map<UUID, Long> looked = Collections.synchronizedMap(new Recent<>(REMEMBERED));

  SearchLoop(
      Experiments experiments,
      Trials trials,
      Learning learning,
      Filling filling,
      Budgets budgets,
      TransactionTemplate transaction) {
    this.experiments = experiments;
    this.trials = trials;
    this.learning = learning;
    this.filling = filling;
    this.budgets = budgets;
    this.transaction = transaction;
  }

  @TransactionalEventListener
  void on(ExperimentChanged event) {
    look(event.experiment());
  }

  @TransactionalEventListener
  void on(TrialEnded event) {
    look(event.experiment());
  }

  @EventListener
  void on(FleetChanged event) {
    sweep();
  }

  @Scheduled(fixedDelay = 5_000)
  void sweep() {
    experiments.active().forEach(this::look);
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }

  private void look(UUID experiment) {
    if (waiting.add(experiment)) {
      CompletableFuture.delayedExecutor(delay(experiment), TimeUnit.MILLISECONDS, thread)
          .execute(() -> advanceNow(experiment));
    }
  }

  private long delay(UUID experiment) {
    var last = looked.get(experiment);
    long since =
        last == null ? APART_MILLIS : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last);
    return Math.max(GATHERING_MILLIS, APART_MILLIS - since);
  }

  private void advanceNow(UUID experiment) {
    waiting.remove(experiment);
    looked.put(experiment, System.nanoTime());
    try (var _ = Subject.EXPERIMENT.named(experiment)) {
      advance(experiment);
    } catch (RuntimeException e) {
      log.error("Experiment {} could not be moved on; the next sweep tries again", experiment, e);
    }
  }

  private void advance(UUID id) {
    while (step(experiments.get(id))) {
      log.debug("Experiment {} may have more to do", id);
    }
  }

  /// Does the first thing that there is to do for an experiment as it stood a moment ago; says
  /// whether there was one.
  private boolean step(Experiment experiment) {
    return learn(experiment)
        || budgets.note(experiment)
        || filling.fill(experiment)
        || finish(experiment);
  }

  private boolean learn(Experiment experiment) {
    return experiment.spec().arms().stream()
        .anyMatch(arm -> learning.learnOnce(experiment, arm, () -> nothingComes(experiment, arm)));
  }

  /// Whether an arm has all the results that it will have before it learns from them.
  private boolean nothingComes(Experiment experiment, Arm arm) {
    return trials.underWay(experiment.id()) == 0
        && (Filling.spent(experiment) || filling.waits(experiment, arm));
  }

  private boolean nothingComes(Experiment experiment) {
    return experiment.spec().arms().stream().anyMatch(arm -> nothingComes(experiment, arm));
  }

  private boolean allLearned(Experiment experiment) {
    return experiment.spec().arms().stream()
        .allMatch(arm -> trials.countUnlearned(experiment.id(), arm, 1) == 0);
  }

  private boolean finish(Experiment seen) {
    if (!seen.standing().state().canBecome(ExperimentState.FINISHED) || !nothingComes(seen)) {
      return false;
    }
    return transaction.execute(_ -> {
      var experiment = experiments.lock(seen.id());
      var standing = experiment.standing();
      if (!standing.state().canBecome(ExperimentState.FINISHED)
          || !nothingComes(experiment)
          || (experiment.objective().isPresent() && !allLearned(experiment))) {
        return false;
      }
      var ended = standing.ended(reason(experiment));
      experiments.write(seen.id(), ended);
      log.info("Experiment {} is {}: {}", seen.id(), ended.state(), ended.reason().orElseThrow());
      return true;
    });
  }

  private static String reason(Experiment experiment) {
    if (experiment.objective().isEmpty()) {
      return "NO_TARGET: the baseline that sets the target was never measured";
    }
    return Filling.spent(experiment)
        ? "BUDGET: all " + experiment.spec().trials() + " trials have ended"
        : "EXHAUSTED: the controller waits for results, but nothing is under way";
  }
}
