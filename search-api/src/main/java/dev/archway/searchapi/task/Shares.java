package dev.archway.searchapi.task;

import dev.archway.core.task.TaskKind;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Shares out what workers and devices do among the experiments that have work for them. Tasks are
/// claimed by rank, lowest first, and each trial ranks a step after the one before it in its
/// experiment: the higher the priority, the shorter the step, so that of experiments that all have
/// tasks waiting, one has twice the share of another with a priority one lower (start-time fair
/// queueing, Goyal et al. 1996). Whoever was idle begins where the others are now, and neither
/// catches up nor waits.
@Component
class Shares {
  private static final int USUAL_PRIORITY = 5;

  /// The rank of the task of a kind that comes next, or where none waits, of one that came last.
  private static final String NOW =
      """
      coalesce(
        (SELECT min(rank) FROM task WHERE state = 'QUEUED' AND kind = :kind),
        (SELECT max(rank) FROM task WHERE state = 'LEASED' AND kind = :kind),
        0)
      """;

  private final JdbcClient jdbc;

  Shares(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The ranks of an experiment's next trials, in their order.
  ///
  /// @param kind of the tasks that its workers share
  @Transactional(propagation = Propagation.MANDATORY)
  List<Double> next(UUID experiment, int priority, TaskKind kind, int trials) {
    double step = Math.scalb(1.0, USUAL_PRIORITY - priority);
    double last =
        jdbc.sql(
                """
                UPDATE experiment_progress
                SET last_rank = greatest(last_rank, %s) + :step * :trials
                WHERE experiment_id = :experiment RETURNING last_rank
                """
                    .formatted(NOW))
            .param("kind", kind.name())
            .param("step", step)
            .param("trials", trials)
            .param("experiment", experiment)
            .query(Double.class)
            .single();
    return IntStream.rangeClosed(1, trials).mapToObj(i -> last - step * (trials - i)).toList();
  }

  /// The rank that something has which is to be done next.
  @Transactional(propagation = Propagation.MANDATORY)
  double now(TaskKind kind) {
    return jdbc.sql("SELECT " + NOW).param("kind", kind.name()).query(Double.class).single();
  }
}
