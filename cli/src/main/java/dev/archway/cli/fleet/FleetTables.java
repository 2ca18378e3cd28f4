package dev.archway.cli.fleet;

import dev.archway.cli.terminal.Table;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.WorkerRegistration;
import java.util.List;

/// Who does the work, one a line.
public final class FleetTables {
  private FleetTables() {}

  public static String workers(List<WorkerRegistration> workers) {
    var table = new Table("slots", "worker");
    workers.forEach(worker -> table.add(Integer.toString(worker.slots()), worker.name()));
    return table.text();
  }

  public static String devices(List<DeviceRegistration> devices) {
    var table = new Table("runtime", "version", "device", "processor");
    devices.forEach(device ->
        table.add(
            device.platform().name(),
            device.platform().version(),
            device.name(),
            device.platform().processor()));
    return table.text();
  }
}
