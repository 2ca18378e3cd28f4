package dev.archway.searchapi.experiment;

import dev.archway.searchapi.memory.Recent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Settings of experiments as this process has read them. A version of them never changes, so one
/// that the database still names needs not be read again.
@Component
class KnownSettings {
  /// So many experiments are remembered.
  private static final int KEPT = 256;

  private final ExperimentRepository experiments;
  private final JdbcClient jdbc;
  private final Map<UUID, Known> known = new Recent<>(KEPT);

  private record Known(long version, Settings settings) {}

  KnownSettings(ExperimentRepository experiments, JdbcClient jdbc) {
    this.experiments = experiments;
    this.jdbc = jdbc;
  }

  /// Settings of experiments as they are now, by their identities; without those that do not exist.
  Map<UUID, Settings> of(Set<UUID> ids) {
    var settings = new HashMap<UUID, Settings>();
    jdbc.sql("SELECT id, version FROM experiment WHERE id = ANY(?)")
        .param(ids.toArray(UUID[]::new))
        .query((row, _) -> Map.entry(row.getObject("id", UUID.class), row.getLong("version")))
        .list()
        .forEach(one -> settings.put(one.getKey(), at(one.getKey(), one.getValue())));
    return settings;
  }

  private Settings at(UUID id, long version) {
    synchronized (known) {
      var kept = known.get(id);
      if (kept != null && kept.version() == version) {
        return kept.settings();
      }
    }
    var entity = experiments.findById(id).orElseThrow();
    var read = new Known(entity.version(), new Settings(entity.spec()));
    synchronized (known) {
      known.put(id, read);
    }
    return read.settings();
  }
}
