package dev.archway.client;

import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.DeviceView;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.core.task.WorkerView;
import java.util.List;
import java.util.Map;
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
  public List<WorkerView> workers() {
    return connection.all(page -> connection.get(WORKERS + page), new TypeReference<>() {});
  }

  /// The devices that have registered.
  public List<DeviceView> devices() {
    return connection.all(page -> connection.get(DEVICES + page), new TypeReference<>() {});
  }

  /// Gives a worker nothing new, or work again; what it holds it brings to an end.
  public void drainWorker(String name, boolean drains) {
    drain(WORKERS, name, drains);
  }

  /// Gives a device nothing new, or work again; what it holds it brings to an end.
  public void drainDevice(String name, boolean drains) {
    drain(DEVICES, name, drains);
  }

  private void drain(String all, String name, boolean drains) {
    var address = all + "/" + Connection.encode(name) + (drains ? "/drain" : "/resume");
    connection.call(connection.post(address, Map.of()));
  }
}
