package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ApiException;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.zoo.GivenNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/// A real search that takes half a minute when nothing befalls it, and what the database says of
/// it. It outlives the Archway that it was begun on, so each question names one that runs.
record SmallSearch(UUID experiment) {
  private static final int TRIALS = 4;
  private static final int IMAGES = 320;
  private static final Duration ENDLESS = Duration.ofMinutes(5);

  static SmallSearch begin(UpProcess up) {
    return new SmallSearch(up.client().experiments().create(spec()).id());
  }

  private static ExperimentSpec spec() {
    var recipe = Recipe.demo(Dataset.CIFAR_10.name()).withImages(IMAGES, IMAGES / 2);
    var baseline = new BaselineSpec(GivenNetwork.of("mobilenet-v2"), 0.1);
    return new ExperimentSpec(
        "small",
        GivenSpace.of("mnasnet-small"),
        ObjectiveSpec.Product.of(
            new CostSpec.Latency(OneMachine.NAME, LatencySetting.SINGLE),
            new Target.SameAs(baseline.name()),
            Exponents.SOFT),
        RnnSpec.standard(),
        Optional.empty(),
        new EvaluationSpec.Training(recipe),
        List.of(baseline),
        TRIALS,
        Optional.of(2),
        1);
  }

  /// Waits for what a search comes to by itself.
  static void await(String what, Callable<Boolean> holds) {
    Awaitility.await(what)
        .atMost(ENDLESS)
        .ignoreExceptionsMatching(
            e -> e instanceof UncheckedIOException || (e instanceof ApiException a && a.passing()))
        .until(holds);
  }

  /// Waits until so many trials have ended, and one is being trained.
  void awaitMidst(UpProcess up, int ended) {
    await(ended + " trials ended", () -> ended(up).size() >= ended);
    await("a training", () -> trainings(up) > 0);
  }

  private int trainings(UpProcess up) throws IOException, SQLException {
    return ask(
        up,
        "SELECT count(*) FROM task"
            + " WHERE experiment_id = ? AND kind = 'TRAIN' AND state = 'LEASED'");
  }

  /// How often any task was tried.
  int mostAttempts(UpProcess up) throws IOException, SQLException {
    return ask(up, "SELECT max(attempts) FROM task WHERE experiment_id = ?");
  }

  private int ask(UpProcess up, String sql) throws IOException, SQLException {
    try (var connection = up.connect();
        var query = connection.prepareStatement(sql)) {
      query.setObject(1, experiment);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /// Waits for the end, and holds the database against it: all there, nothing twice.
  void awaitWholeEnd(UpProcess up) throws IOException, SQLException {
    await(
        "the end of the search",
        () -> up.client().experiments().get(experiment).state() == ExperimentState.FINISHED);
    assertNothingTwice(up);
  }

  /// What the database says of every trial that has ended, but for who learned from it, which may
  /// still be to come.
  Map<Integer, String> ended(UpProcess up) throws IOException, SQLException {
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

  private void assertNothingTwice(UpProcess up) throws IOException, SQLException {
    var sql =
        """
        SELECT count(*) FILTER (WHERE origin = 'CONTROLLER' AND state <> 'REPEATED') AS proposed,
          count(*) FILTER (WHERE state = 'COMPLETED') AS completed,
          count(DISTINCT network_hash) FILTER (WHERE state = 'COMPLETED') AS networks,
          count(*) FILTER (WHERE origin = 'CONTROLLER' AND learned_by IS NULL) AS unlearned,
          count(learned_by) - count(DISTINCT (learned_by, learned_position))
            FILTER (WHERE learned_by IS NOT NULL) AS twice,
          max(ended_position) - count(ended_position) AS gaps,
          string_agg(concat_ws(' ', number, state, reason), '; ') AS all_of_them,
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
        assertThat(row.getInt("completed"))
            .as("completed of " + row.getString("all_of_them"))
            .isEqualTo(TRIALS + 1);
        assertThat(row.getInt("networks")).as("different networks").isEqualTo(TRIALS + 1);
        assertThat(row.getInt("unlearned")).as("not learned").isZero();
        assertThat(row.getInt("twice")).as("learned twice").isZero();
        // One batch of four: a second learning of any of them would have made another version.
        assertThat(row.getInt("updates")).as("updates").isEqualTo(1);
        assertThat(row.getInt("gaps")).as("gaps in the order of ends").isZero();
      }
    }
  }
}
