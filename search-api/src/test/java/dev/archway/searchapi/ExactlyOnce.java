package dev.archway.searchapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the database tells of an experiment that has ended, past the service: whether everything in
/// it was done once, whoever did it and however often it was tried.
final class ExactlyOnce {
  private final JdbcClient jdbc;
  private final UUID experiment;

  ExactlyOnce(JdbcClient jdbc, UUID experiment) {
    this.jdbc = jdbc;
    this.experiment = experiment;
  }

  /// Asserts that so many proposed trials and so many baselines ended once each, were counted once
  /// each, and that each proposed one was learned once.
  void assertHolds(int proposed, int baselines) {
    assertThat(finishedOnce()).as("trials finished once").isEqualTo(proposed + baselines);
    assertEndedInOneOrder(proposed + baselines);
    assertCountersEqualCounts(proposed, baselines);
    assertEveryTaskIsDone(proposed + baselines);
    assertLearnedOnce(proposed);
  }

  /// Trials that are completed at a place of their own in the order of ending, and, if the
  /// controller proposed them, learned at a place of their own.
  int finishedOnce() {
    return jdbc.sql(
            """
            SELECT count(*) FROM (
              SELECT state, origin, learned_by,
                count(*) OVER (PARTITION BY ended_position) AS endings,
                count(*) OVER (PARTITION BY learned_by, learned_position) AS lessons
              FROM trial WHERE experiment_id = ? AND state <> 'REPEATED') AS each_trial
            WHERE state = 'COMPLETED' AND endings = 1
              AND CASE origin WHEN 'CONTROLLER' THEN learned_by IS NOT NULL AND lessons = 1
                ELSE learned_by IS NULL END
            """)
        .param(experiment)
        .query(Integer.class)
        .single();
  }

  private void assertEndedInOneOrder(int trials) {
    assertThat(
            integers(
                "SELECT ended_position FROM trial"
                    + " WHERE experiment_id = ? AND state <> 'REPEATED' ORDER BY 1"))
        .as("places in the order of ending")
        .containsExactlyElementsOf(upTo(trials));
  }

  private void assertCountersEqualCounts(int proposed, int baselines) {
    var numbers = integers("SELECT number FROM trial WHERE experiment_id = ? ORDER BY 1");
    assertThat(numbers).as("numbers of trials").containsExactlyElementsOf(upTo(numbers.size()));
    assertThat(
            jdbc.sql(
                    "SELECT state, next_number, proposed, finished, ended, policy_head"
                        + " FROM experiment_progress WHERE experiment_id = ?")
                .param(experiment)
                .query()
                .singleRow())
        .isEqualTo(
            Map.of(
                "state",
                "FINISHED",
                "next_number",
                numbers.size() + 1,
                "proposed",
                proposed,
                "finished",
                proposed,
                "ended",
                proposed + baselines,
                "policy_head",
                versions().size()));
  }

  private void assertEveryTaskIsDone(int trials) {
    assertThat(
            jdbc.sql("SELECT kind || ' ' || state FROM task WHERE experiment_id = ?")
                .param(experiment)
                .query(String.class)
                .list())
        .hasSize(2 * trials)
        .containsOnly("TRAIN DONE", "MEASURE DONE");
  }

  private void assertLearnedOnce(int proposed) {
    var versions = versions();
    assertThat(versions).as("policy versions").containsExactlyElementsOf(upTo(versions.size()));
    int learned = 0;
    for (int version : versions) {
      var positions =
          integers(
              "SELECT learned_position FROM trial"
                  + " WHERE experiment_id = ? AND learned_by = %d ORDER BY 1".formatted(version));
      assertThat(positions)
          .as("places in the lesson of version %d", version)
          .containsExactlyElementsOf(upTo(positions.size()));
      learned += positions.size();
    }
    assertThat(learned).as("trials learned").isEqualTo(proposed);
  }

  private List<Integer> versions() {
    return integers(
        "SELECT DISTINCT learned_by FROM trial"
            + " WHERE experiment_id = ? AND learned_by IS NOT NULL ORDER BY 1");
  }

  private List<Integer> integers(String query) {
    return jdbc.sql(query).param(experiment).query((row, _) -> row.getInt(1)).list();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }
}
