package dev.archway.searchapi;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.Lease;
import dev.archway.core.task.TaskKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/// Whether a trial is finished exactly once although its last two reports come at the same instant
/// to two processes of the service. Each trial of an experiment is trained through one process and
/// timed through the other, in turns, and both results are handed in together.
///
/// Run with this module's test class path. Arguments: trials (1000).
public final class TrialReports {
  /// Enough for claims not to wait for what the other process has yet to queue.
  private static final int PARALLELISM = 8;

  /// Learns as often as others do, but proposes and learns faster than they.
  static final ControllerSpec SMALLEST =
      new RnnSpec(
          new RnnSpec.Lstm(4, 0.1, 1, Optional.empty()),
          new RnnSpec.Advantage.OverBaseline(0.9),
          new RnnSpec.Gradient.Reinforce(),
          new RnnSpec.Update(4, 0.01, 0.01, 5),
          Optional.empty());

  private static final int LEASE_SECONDS = 30;
  private static final Duration LAST_LESSON = Duration.ofSeconds(60);

  private final List<ArchwayClient> clients;
  private final List<Evaluators> evaluators;
  private final CyclicBarrier instant = new CyclicBarrier(2);
  private int done;

  TrialReports(ArchwayClient first, ArchwayClient second) {
    clients = List.of(first, second);
    evaluators = clients.stream().map(Evaluators::new).toList();
  }

  public static void main(String[] arguments) throws Exception {
    int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    System.out.println(measure(trials));
  }

  private static String measure(int trials) throws Exception {
    try (var replicas = Replicas.create(2, LEASE_SECONDS)) {
      replicas.runFirst(2);
      var reports = new TrialReports(replicas.process(0).client(), replicas.process(1).client());
      long start = System.nanoTime();
      var experiment = reports.run(trials);
      double seconds = (System.nanoTime() - start) / 1e9;
      replicas.errors().forEach(System.err::println);
      return String.format(
          Locale.ROOT,
          "{\"benchmark\":\"trial-reports\",\"planned\":%d,\"done\":%d,\"finishedOnce\":%d,"
              + "\"deadlocks\":%d,\"seconds\":%.1f}",
          trials,
          reports.done,
          new ExactlyOnce(replicas.jdbc(), experiment).finishedOnce(),
          replicas.deadlocks(),
          seconds);
    }
  }

  /// Runs an experiment of so many trials to its end. An answer that is no success ends it with
  /// that answer's exception.
  UUID run(int trials) throws Exception {
    var experiment = clients.getFirst().experiments().create(spec(trials)).id();
    try (var threads = Executors.newFixedThreadPool(2)) {
      while (done < trials) {
        reportNext(threads);
        done++;
      }
    }
    Awaitility.await()
        .atMost(LAST_LESSON)
        .until(() ->
            clients.getLast().experiments().get(experiment).state() == ExperimentState.FINISHED);
    return experiment;
  }

  /// Without baselines, so that every trial is one to learn from.
  private static ExperimentSpec spec(int trials) {
    return new ExperimentSpec(
        "trial-reports",
        GivenSpace.of("mnasnet-small"),
        ObjectiveSpec.Product.of(
            new CostSpec.Latency(Evaluators.DEVICE, LatencySetting.SINGLE),
            new Target.Value(1),
            Exponents.SOFT),
        SMALLEST,
        Optional.empty(),
        new EvaluationSpec.Training(Recipe.demo("cifar-10")),
        List.of(),
        trials,
        Optional.of(PARALLELISM),
        7);
  }

  private void reportNext(ExecutorService threads) throws Exception {
    int trainer = done % 2;
    int timer = 1 - trainer;
    var training = evaluators.get(trainer).claim(TaskKind.TRAIN);
    var measurement = evaluators.get(timer).claim(TaskKind.MEASURE);
    if (!training.trial().equals(measurement.trial())) {
      throw new IllegalStateException("The oldest two tasks belong to two trials.");
    }
    var reports = threads.invokeAll(List.of(report(trainer, training), report(timer, measurement)));
    for (var report : reports) {
      report.get();
    }
  }

  private Callable<Boolean> report(int process, Lease lease) {
    var outcome = evaluators.get(process).outcome(lease);
    return () -> {
      instant.await();
      clients.get(process).leases().report(lease, outcome);
      return true;
    };
  }
}
