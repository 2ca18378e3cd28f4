package dev.archway.searchapi;

import dev.archway.core.experiment.RnnSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.springframework.dao.DataAccessException;

/// A search over two processes of the service and four workers, of which one is killed every now
/// and then and started again, as is the database. In the end everything has to have been done
/// once, and the controller's history has to be what a replay of it gives.
///
/// Run with this module's test class path. Arguments: trials (500), a seed (6).
public final class Chaos implements AutoCloseable {
  private static final int REPLICAS = 2;
  private static final int WORKERS = 4;
  private static final int BASELINES = 2;
  private static final int SEED = 6;

  /// So short that what a killed worker held comes back soon.
  private static final int LEASE_SECONDS = 3;

  /// By trials and not by time, so that a slow machine gets on, too.
  private static final int MOST_TRIALS_OF_PEACE = 15;

  private static final int GLANCE_MILLIS = 200;
  private static final int LONGEST_SECONDS = 1_800;
  private static final Duration LAST_LESSON = Duration.ofSeconds(60);

  /// What is killed.
  enum Victim {
    REPLICA,
    WORKER,
    DATABASE
  }

  /// What came of it.
  ///
  /// @param done trials that ended once and were learned once
  /// @param failures what was not as it has to be
  record Result(
      int planned, int done, Map<Victim, Integer> kills, List<String> failures, long seconds) {
    String json(int seed) {
      return String.format(
          Locale.ROOT,
          "{\"benchmark\":\"chaos\",\"planned\":%d,\"done\":%d,\"replicasKilled\":%d,\"workersKilled\":%d,"
              + "\"databaseRestarts\":%d,\"failures\":%d,\"seed\":%d,\"seconds\":%d}",
          planned,
          done,
          kills.getOrDefault(Victim.REPLICA, 0),
          kills.getOrDefault(Victim.WORKER, 0),
          kills.getOrDefault(Victim.DATABASE, 0),
          failures.size(),
          seed,
          seconds);
    }
  }

  private final Replicas replicas;
  private final List<Process> workers = new ArrayList<>();
  private final SplittableRandom random;
  private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
  private final long begun = System.nanoTime();

  Chaos(int seed) throws IOException {
    this.replicas = Replicas.killable(REPLICAS, LEASE_SECONDS);
    this.random = new SplittableRandom(seed);
  }

  public static void main(String[] arguments) throws Exception {
    int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
    int seed = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SEED;
    try (var chaos = new Chaos(seed)) {
      var result = chaos.run(trials);
      result.failures().forEach(System.err::println);
      System.out.println(result.json(seed));
    }
  }

  /// Runs a search of so many trials to its end.
  Result run(int trials) throws Exception {
    replicas.runFirst(REPLICAS);
    var client = replicas.process(0).client();
    var spec = new Evaluators(client).spec(trials, RnnSpec.standard());
    var experiment = client.experiments().create(spec).id();
    for (int number = 0; number < WORKERS; number++) {
      workers.add(worker(number));
    }
    // Each once before chance decides.
    var next = new ArrayList<>(List.of(Victim.values()));
    int until = trialsOfPeace();
    for (int ended = 0;
        ended < trials + BASELINES && seconds() < LONGEST_SECONDS;
        ended = ended(experiment, ended)) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(GLANCE_MILLIS));
      startAgain();
      var victim = next.isEmpty() ? drawn() : next.getFirst();
      if (ended >= until && permitted(victim)) {
        kill(victim);
        next.remove(victim);
        until = ended + trialsOfPeace();
      }
    }
    awaitFinished(experiment);
    long seconds = seconds();
    var once = new ExactlyOnce(replicas.jdbc(), experiment);
    var failures = new ArrayList<String>();
    check(failures, () -> once.assertHolds(trials, BASELINES));
    check(failures, () -> new Replay(client, replicas.jdbc()).assertHolds(experiment));
    return new Result(trials, once.finishedOnce() - BASELINES, kills, failures, seconds);
  }

  private static void check(List<String> failures, Runnable assertions) {
    try {
      assertions.run();
    } catch (AssertionError e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  private Victim drawn() {
    return switch (random.nextInt(5)) {
      case 0 -> Victim.DATABASE;
      case 1, 2 -> Victim.REPLICA;
      default -> Victim.WORKER;
    };
  }

  /// Nothing would ever get done if the service were killed faster than it starts.
  private boolean permitted(Victim victim) {
    long ready =
        IntStream.range(0, REPLICAS).filter(i -> replicas.process(i).client().ready()).count();
    return switch (victim) {
      case REPLICA -> ready == REPLICAS;
      case DATABASE -> ready > 0;
      case WORKER -> true;
    };
  }

  private void kill(Victim victim) throws IOException, InterruptedException {
    int index = random.nextInt(victim == Victim.REPLICA ? REPLICAS : WORKERS);
    switch (victim) {
      case REPLICA -> replicas.process(index).kill();
      case WORKER -> {
        workers.get(index).destroyForcibly().onExit().join();
        workers.set(index, worker(index));
      }
      case DATABASE -> replicas.restartDatabase();
    }
    kills.merge(victim, 1, Integer::sum);
    System.err.printf(Locale.ROOT, "%4d s: %s%n", seconds(), victim);
    startAgain();
  }

  /// Whoever was killed, or could not start without the database.
  private void startAgain() throws IOException {
    for (int i = 0; i < REPLICAS; i++) {
      replicas.process(i).start();
    }
  }

  private Process worker(int number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ChaosWorker.class.getName(),
            replicas.process(number % REPLICAS).address().toString(),
            "worker-" + number,
            Integer.toString(random.nextInt()))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private int trialsOfPeace() {
    return random.nextInt(1, MOST_TRIALS_OF_PEACE + 1);
  }

  /// How many trials have ended, or had when that could last be found out.
  private int ended(UUID experiment, int before) {
    try {
      return replicas
          .jdbc()
          .sql("SELECT ended FROM experiment_progress WHERE experiment_id = ?")
          .param(experiment)
          .query(Integer.class)
          .single();
    } catch (DataAccessException e) {
      // The database is just starting.
      return before;
    }
  }

  /// What was learned last may have to be learned by a process that is just starting.
  private void awaitFinished(UUID experiment) throws IOException, InterruptedException {
    replicas.runFirst(REPLICAS);
    Awaitility.await()
        .atMost(LAST_LESSON)
        .until(() ->
            replicas
                .jdbc()
                .sql("SELECT state = 'FINISHED' FROM experiment_progress WHERE experiment_id = ?")
                .param(experiment)
                .query(Boolean.class)
                .single());
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
  }

  @Override
  public void close() throws IOException {
    workers.forEach(worker -> worker.destroyForcibly().onExit().join());
    replicas.close();
  }
}
