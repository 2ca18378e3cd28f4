package dev.archway.searchapi.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How much work waits and how much is being done, by kind and device. It is counted in the
/// database every few seconds, however often it is asked for, so that every replica says the same
/// of all of them; while the database is away there is no number rather than an old one.
@Component
class QueueGauges {
  private static final Logger log = LoggerFactory.getLogger(QueueGauges.class);

  /// The tasks of one kind for one device that are open.
  ///
  /// @param device absent where any worker may take them
  private record Queue(
      String kind, Optional<String> device, int queued, Optional<Instant> oldest, int leased) {
    Tags tags() {
      return Tags.of("kind", kind, "device", device.orElse("any"));
    }
  }

  private final JdbcClient jdbc;
  private final Clock clock;
  private final MultiGauge queued;
  private final MultiGauge oldest;
  private final MultiGauge leased;

  QueueGauges(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.queued =
        MultiGauge.builder("archway.tasks.queued")
            .description("Tasks that wait for someone who may take them")
            .register(meters);
    this.oldest =
        MultiGauge.builder("archway.tasks.oldest")
            .description("Age of the oldest task that waits")
            .baseUnit("seconds")
            .register(meters);
    this.leased =
        MultiGauge.builder("archway.leases")
            .description("Tasks that someone holds")
            .register(meters);
  }

  @Scheduled(fixedDelay = 5_000)
  void count() {
    try {
      show(queues());
    } catch (DataAccessException e) {
      log.debug("The queue could not be counted", e);
      show(List.of());
    }
  }

  /// Reads the index of open tasks only.
  private List<Queue> queues() {
    return jdbc.sql(
            """
            SELECT kind, device,
              count(*) FILTER (WHERE state = 'QUEUED') AS queued,
              min(created_at) FILTER (WHERE state = 'QUEUED') AS oldest,
              count(*) FILTER (WHERE state = 'LEASED') AS leased
            FROM task WHERE state IN ('QUEUED', 'LEASED') GROUP BY kind, device
            """)
        .query((row, _) ->
            new Queue(
                row.getString("kind"),
                Optional.ofNullable(row.getString("device")),
                row.getInt("queued"),
                Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant),
                row.getInt("leased")))
        .list();
  }

  private void show(List<Queue> queues) {
    show(queued, queues, Queue::queued);
    show(oldest, queues, queue -> queue.oldest().map(this::seconds).orElse(0.0));
    show(leased, queues, Queue::leased);
  }

  private static void show(MultiGauge gauge, List<Queue> queues, ToDoubleFunction<Queue> value) {
    gauge.register(
        queues.stream()
            .<MultiGauge.Row<?>>map(
                queue -> MultiGauge.Row.of(queue.tags(), value.applyAsDouble(queue)))
            .toList(),
        true);
  }

  private double seconds(Instant since) {
    return Duration.between(since, clock.instant()).toMillis() / 1000.0;
  }
}
