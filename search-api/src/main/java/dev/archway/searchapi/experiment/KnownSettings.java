package dev.archway.searchapi.experiment;

import dev.archway.searchapi.memory.Recent;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Settings of experiments as this process has read them. A version of them never changes, so one
/// that the database still names needs not be read again.
@Component
class KnownSettings {
  /// So many experiments are remembered.
  private static final int KEPT = 256;

  private final ExperimentRepository experiments;
  private final Map<UUID, Known> known = new Recent<>(KEPT);

  private record Known(long version, Settings settings) {}

  KnownSettings(ExperimentRepository experiments) {
    this.experiments = experiments;
  }

  /// An experiment's settings as they are now.
  Optional<Settings> of(UUID id) {
    return experiments.version(id).map(version -> at(id, version));
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
