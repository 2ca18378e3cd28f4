package dev.archway.client;

import dev.archway.core.experiment.DiskUse;
import dev.archway.core.experiment.Dropped;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/// What is kept of trained weights.
public final class Retention {
  private final Connection connection;

  Retention(Connection connection) {
    this.connection = connection;
  }

  /// What each experiment's weights take, and how much of it the rules do not keep.
  public List<DiskUse> uses() {
    return connection.all(page -> connection.get("/api/v1/disk" + page), new TypeReference<>() {});
  }

  /// Has the weights dropped that the rules do not keep.
  public Dropped drop() {
    return connection.read(connection.post("/api/v1/gc", Map.of()), new TypeReference<>() {});
  }
}
