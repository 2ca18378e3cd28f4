package dev.archway.searchapi.task;

import dev.archway.core.experiment.LogLineView;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.LogLines;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What was said of trials by those who worked on them. Only the latest lines of each are kept, so
/// that a talkative program fills no database.
@Component
class TrialLog {
  static final int KEPT = 1_000;

  private final JdbcClient jdbc;
  private final Touches touches;
  private final Clock clock;

  TrialLog(JdbcClient jdbc, Touches touches, Clock clock) {
    this.jdbc = jdbc;
    this.touches = touches;
    this.clock = clock;
  }

  /// Keeps a lease, and what its holder says.
  LeaseAnswer say(UUID task, long token, LogLines lines) {
    var answer = touches.touch(task, token, null);
    if (!answer.cancel()) {
      jdbc.sql(
              """
              INSERT INTO trial_log (trial_id, said_at, said_by, line)
              SELECT trial_id, :now, holder, line
              FROM task, unnest(:lines::text[]) WITH ORDINALITY AS said (line, place)
              WHERE id = :task AND token = :token ORDER BY place
              """)
          .param("now", OffsetDateTime.now(clock))
          .param("lines", lines.lines().toArray(String[]::new))
          .param("task", task)
          .param("token", token)
          .update();
      forgetTheFirst(task);
    }
    return answer;
  }

  private void forgetTheFirst(UUID task) {
    jdbc.sql(
            """
            DELETE FROM trial_log
            WHERE trial_id = (SELECT trial_id FROM task WHERE id = :task) AND number <= (
              SELECT number FROM trial_log
              WHERE trial_id = (SELECT trial_id FROM task WHERE id = :task)
              ORDER BY number DESC OFFSET :kept LIMIT 1)
            """)
        .param("task", task)
        .param("kept", KEPT)
        .update();
  }

  /// What the service itself has to say.
  void note(UUID trial, String line) {
    jdbc.sql("INSERT INTO trial_log (trial_id, said_at, line) VALUES (?, ?, ?)")
        .params(trial, OffsetDateTime.now(clock), LogLines.fitting(line))
        .update();
  }

  /// Lines after a number, in their order.
  List<LogLineView> after(UUID trial, long number, int atMost) {
    return jdbc.sql(
            """
            SELECT number, said_at, said_by, line FROM trial_log
            WHERE trial_id = ? AND number > ? ORDER BY number LIMIT ?
            """)
        .params(trial, number, atMost)
        .query((row, _) ->
            new LogLineView(
                row.getLong("number"),
                row.getObject("said_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("said_by")),
                row.getString("line")))
        .list();
  }
}
