package dev.archway.client;

import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.WorkerRegistration;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/// Workers and devices.
public final class Fleet {
  private static final String WORKERS = "/api/v1/workers";
  private static final String DEVICES = "/api/v1/devices";

  private final Connection connection;

  Fleet(Connection connection) {
    this.connection = connection;
  }

  public void register(WorkerRegistration worker) {
    connection.call(connection.put(WORKERS + "/" + Connection.encode(worker.name()), worker));
  }

  public void register(DeviceRegistration device) {
    connection.call(connection.put(DEVICES + "/" + Connection.encode(device.name()), device));
  }

  /// The workers that have registered.
  public List<WorkerRegistration> workers() {
    return connection.all(page -> connection.get(WORKERS + page), new TypeReference<>() {});
  }

  /// The devices that have registered.
  public List<DeviceRegistration> devices() {
    return connection.all(page -> connection.get(DEVICES + page), new TypeReference<>() {});
  }
}
