package dev.archway.searchapi.fleet;

import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.DeviceView;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.core.task.WorkerView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/// Remembers workers and devices by their names, and when each was last heard of.
@Service
public class Fleet {
  /// How long an idle worker counts as present after its last claim, which waits 30 s at most.
  private static final Duration PRESENT = Duration.ofMinutes(2);

  /// How old a last sign of life may get before a claim renews it: not every claim is a write.
  private static final Duration RENEW = Duration.ofSeconds(15);

  /// Names are given by callers: so many are remembered at most.
  private static final int REMEMBERED = 10_000;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  /// When this process last noted a sign of life, of those that gave one.
  private final Map<Who, Instant> heard = new ConcurrentHashMap<>();

  /// A worker and a device may have one name.
  private record Who(Registered.Kind kind, String name) {}

  Fleet(JdbcClient jdbc, JsonMapper json, Clock clock, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.events = events;
  }

  void register(WorkerRegistration worker) {
    jdbc.sql(
            "INSERT INTO worker (name, slots, last_seen) VALUES (?, ?, ?)"
                + " ON CONFLICT (name) DO UPDATE"
                + " SET slots = excluded.slots, last_seen = excluded.last_seen")
        .params(worker.name(), worker.slots(), now())
        .update();
    events.publishEvent(new Registered(Registered.Kind.WORKER, worker.name()));
    events.publishEvent(new FleetChanged());
  }

  void register(DeviceRegistration device) {
    jdbc.sql(
            "INSERT INTO device (name, platform, last_seen) VALUES (?, ?::jsonb, ?)"
                + " ON CONFLICT (name) DO UPDATE"
                + " SET platform = excluded.platform, last_seen = excluded.last_seen")
        .params(device.name(), json.writeValueAsString(device.platform()), now())
        .update();
    events.publishEvent(new Registered(Registered.Kind.DEVICE, device.name()));
    events.publishEvent(new FleetChanged());
  }

  /// Those with a name after `after`, by their names.
  List<WorkerView> workers(String after, int atMost) {
    return jdbc.sql(
            "SELECT name, slots, last_seen, draining FROM worker"
                + " WHERE name > ? ORDER BY name LIMIT ?")
        .params(after, atMost)
        .query((row, _) ->
            new WorkerView(
                row.getString("name"), row.getInt("slots"), seen(row), row.getBoolean("draining")))
        .list();
  }

  /// Those with a name after `after`, by their names.
  List<DeviceView> devices(String after, int atMost) {
    return jdbc.sql(
            "SELECT name, platform, last_seen, draining FROM device"
                + " WHERE name > ? ORDER BY name LIMIT ?")
        .params(after, atMost)
        .query((row, _) ->
            new DeviceView(
                row.getString("name"),
                json.readValue(row.getString("platform"), Measurement.Platform.class),
                seen(row),
                row.getBoolean("draining")))
        .list();
  }

  private static Instant seen(ResultSet row) throws SQLException {
    return row.getObject("last_seen", OffsetDateTime.class).toInstant();
  }

  /// Whether a device of that name has ever registered.
  public boolean knowsDevice(String name) {
    return jdbc.sql("SELECT count(*) FROM device WHERE name = ?")
            .param(name)
            .query(Integer.class)
            .single()
        > 0;
  }

  /// Slots of all workers that are present and take work: they were heard of lately, or they hold a
  /// lease, during which they claim nothing.
  public int slots() {
    return jdbc.sql(
            "SELECT coalesce(sum(slots), 0) FROM worker WHERE NOT draining AND (last_seen > ?"
                + " OR name IN (SELECT holder FROM task WHERE state = 'LEASED' AND expires_at > ?))")
        .params(now().minus(PRESENT), now())
        .query(Integer.class)
        .single();
  }

  /// Whether a device takes work and was heard of lately, or holds a lease.
  public boolean isPresent(String device) {
    return jdbc.sql(
                """
                SELECT count(*) FROM device WHERE name = ? AND NOT draining AND (last_seen > ? OR name IN
                  (SELECT holder FROM task WHERE state = 'LEASED' AND expires_at > ?))
                """)
            .params(device, now().minus(PRESENT), now())
            .query(Integer.class)
            .single()
        > 0;
  }

  /// Notes a sign of life of a worker or device.
  public void heardOf(Registered.Kind kind, String name) {
    var who = new Who(kind, name);
    var before = heard.get(who);
    var now = clock.instant();
    if (before != null && !now.isBefore(before) && now.isBefore(before.plus(RENEW))) {
      return;
    }
    if (heard.size() >= REMEMBERED) {
      heard.clear();
    }
    heard.put(who, now);
    var table =
        switch (kind) {
          case WORKER -> "worker";
          case DEVICE -> "device";
        };
    jdbc.sql("UPDATE " + table + " SET last_seen = ? WHERE name = ? AND last_seen < ?")
        .params(now(), name, now().minus(RENEW))
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }
}
