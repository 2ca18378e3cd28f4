package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.task.LatencySetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A search on one machine, first all of which is killed in mid-search, and then, when it has gone
/// on, the launcher alone while all else still runs. Real processes and `kill -9`.
///
/// Run with an argument, as a program, it does so that many times.
public final class Survival {
  private static final int TRIALS = 4;
  private static final int IMAGES = 320;
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Duration ENDLESS = Duration.ofMinutes(10);

  private final Path home;
  private final Path data;
  private final int port = OneMachine.free(0);

  Survival(Path folder, Path data) {
    this.home = folder.resolve("home");
    this.data = data;
  }

  public static void main(String[] arguments) throws Exception {
    int planned = arguments.length == 0 ? 20 : Integer.parseInt(arguments[0]);
    int survived = 0;
    long begin = System.nanoTime();
    for (int round = 1; round <= planned; round++) {
      var folder = Files.createTempDirectory("survival");
      new Survival(folder, Path.of(System.getenv("ARCHWAY_DATA"))).run();
      survived++;
      System.out.printf("round %d of %d survived%n", round, planned);
    }
    System.out.printf(
        Locale.ROOT,
        "{\"benchmark\":\"survival\",\"planned\":%d,\"done\":%d,\"seconds\":%.0f}%n",
        planned,
        survived,
        (System.nanoTime() - begin) / 1e9);
  }

  void run() throws Exception {
    UUID experiment;
    Map<Integer, String> before;
    try (var first = UpProcess.start(home, port, data)) {
      experiment = first.client().createExperiment(spec()).id();
      await(() -> ended(first, experiment).size() >= 2);
      before = ended(first, experiment);
      first.killTree();
    }
    try (var second = UpProcess.start(home, port, data)) {
      assertThat(ended(second, experiment)).containsAllEntriesOf(before);
      int known = before.size();
      await(() -> ended(second, experiment).size() > known);
      before = ended(second, experiment);
      second.killLauncher();
    }
    try (var third = UpProcess.start(home, port, data)) {
      await(() -> third.client().experiment(experiment).state() == ExperimentState.FINISHED);
      assertThat(ended(third, experiment)).containsAllEntriesOf(before);
      assertNothingTwice(third, experiment);
      assertThat(third.terminate()).isZero();
    }
    try (var left = Files.list(home.resolve("processes"))) {
      assertThat(left).as("processes left behind").isEmpty();
    }
    assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  private static ExperimentSpec spec() {
    var demo = Recipe.demo(Dataset.CIFAR_10.name());
    var recipe =
        new Recipe(
            demo.dataset(),
            IMAGES,
            IMAGES / 2,
            demo.splitSeed(),
            demo.epochs(),
            demo.batchSize(),
            demo.optimizer(),
            demo.schedule(),
            demo.augmentation(),
            demo.labelSmoothing());
    var baseline = new BaselineSpec("mobilenet-v2", 0.1);
    return new ExperimentSpec(
        "survival",
        "mnasnet-small",
        new ObjectiveSpec.LatencyProduct(
            OneMachine.NAME,
            LatencySetting.SINGLE,
            new Target.SameAs(baseline.name()),
            ObjectiveSpec.LatencyProduct.SOFT,
            ObjectiveSpec.LatencyProduct.SOFT),
        ControllerSpec.Rnn.small(),
        recipe,
        List.of(baseline),
        TRIALS,
        Optional.of(2),
        1);
  }

  /// What the database says of every trial that has ended, but for who learned from it, which may
  /// still be to come.
  private static Map<Integer, String> ended(UpProcess up, UUID experiment)
      throws IOException, SQLException {
    var ended = new LinkedHashMap<Integer, String>();
    try (var connection = up.connect();
        var query =
            connection.prepareStatement(
                "SELECT number, concat_ws('|', id, network_hash, state, ended_position, training,"
                    + " md5(measurement::text)) AS facts FROM trial"
                    + " WHERE experiment_id = ? AND ended_position IS NOT NULL ORDER BY number")) {
      query.setObject(1, experiment);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          ended.put(rows.getInt("number"), rows.getString("facts"));
        }
      }
    }
    return ended;
  }

  private static void assertNothingTwice(UpProcess up, UUID experiment)
      throws IOException, SQLException {
    var sql =
        """
        SELECT count(*) FILTER (WHERE origin = 'CONTROLLER' AND state <> 'REPEATED') AS proposed,
          count(*) FILTER (WHERE state = 'COMPLETED') AS completed,
          count(DISTINCT network_hash) FILTER (WHERE state = 'COMPLETED') AS networks,
          count(*) FILTER (WHERE origin = 'CONTROLLER' AND learned_by IS NULL) AS unlearned,
          count(learned_by) - count(DISTINCT (learned_by, learned_position))
            FILTER (WHERE learned_by IS NOT NULL) AS twice,
          max(ended_position) - count(ended_position) AS gaps,
          (SELECT policy_head FROM experiment_progress p WHERE p.experiment_id = ?) AS updates
        FROM trial WHERE experiment_id = ?
        """;
    try (var connection = up.connect();
        var query = connection.prepareStatement(sql)) {
      query.setObject(1, experiment);
      query.setObject(2, experiment);
      try (var row = query.executeQuery()) {
        row.next();
        assertThat(row.getInt("proposed")).as("proposed").isEqualTo(TRIALS);
        assertThat(row.getInt("completed")).as("completed").isEqualTo(TRIALS + 1);
        assertThat(row.getInt("networks")).as("different networks").isEqualTo(TRIALS + 1);
        assertThat(row.getInt("unlearned")).as("not learned").isZero();
        assertThat(row.getInt("twice")).as("learned twice").isZero();
        // One batch of four: a second learning of any of them would have made another version.
        assertThat(row.getInt("updates")).as("updates").isEqualTo(1);
        assertThat(row.getInt("gaps")).as("gaps in the order of ends").isZero();
      }
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + ENDLESS.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It does not go on.");
      }
      TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
    }
  }
}
