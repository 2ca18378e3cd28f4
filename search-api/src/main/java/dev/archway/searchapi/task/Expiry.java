package dev.archway.searchapi.task;

import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.problem.ProblemException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Ends tasks whose holders vanished again and again. One that may still be tried needs nothing:
/// the next claim takes an expired lease over.
@Component
class Expiry {
  private static final Logger log = LoggerFactory.getLogger(Expiry.class);

  private record Vanished(UUID task, long token) {}

  private final JdbcClient jdbc;
  private final Reports reports;
  private final LeaseTime time;

  Expiry(JdbcClient jdbc, Reports reports, LeaseTime time) {
    this.jdbc = jdbc;
    this.reports = reports;
    this.time = time;
  }

  @Scheduled(fixedDelay = LeaseTime.BETWEEN_MILLIS)
  void endHopeless() {
    var hopeless =
        jdbc.sql(
                // The new token keeps a holder that wakes up at this moment from being heard.
                """
                UPDATE task SET token = token + 1
                WHERE id = ANY (ARRAY (
                  SELECT id FROM task WHERE state = 'LEASED' AND attempts >= :most AND %s
                  FOR UPDATE SKIP LOCKED))
                RETURNING id, token
                """
                    .formatted(LeaseTime.OVER))
            .param("most", Reports.MOST_ATTEMPTS)
            .param("expired", time.expired())
            .param("latest", time.latest())
            .query((row, _) -> new Vanished(row.getObject("id", UUID.class), row.getLong("token")))
            .list();
    time.listening();
    for (var vanished : hopeless) {
      try {
        reports.report(
            vanished.task(),
            vanished.token(),
            new TaskOutcome.Failed(
                FailureCategory.INFRASTRUCTURE,
                "Whoever held it vanished, %d times.".formatted(Reports.MOST_ATTEMPTS)));
      } catch (ProblemException e) {
        log.info("Task {} was reported at the last moment", vanished.task());
      } catch (RuntimeException e) {
        log.error("Task {} could not be ended; it will be tried again", vanished.task(), e);
      }
    }
  }
}
