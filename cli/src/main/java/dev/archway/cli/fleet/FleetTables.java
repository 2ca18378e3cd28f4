package dev.archway.cli.fleet;

import dev.archway.cli.terminal.Figures;
import dev.archway.cli.terminal.Table;
import dev.archway.core.task.DeviceView;
import dev.archway.core.task.WorkerView;
import java.util.List;
import java.util.Optional;

/// Who does the work, one a line.
public final class FleetTables {
  private FleetTables() {}

  public static String workers(List<WorkerView> workers) {
    var table = new Table("slots", "last seen", "drains", "worker");
    workers.forEach(worker ->
        table.add(
            Integer.toString(worker.slots()),
            Figures.minute(Optional.of(worker.lastSeen())),
            worker.draining() ? "yes" : "no",
            worker.name()));
    return table.text();
  }

  public static String devices(List<DeviceView> devices) {
    var table = new Table("runtime", "version", "last seen", "drains", "device", "processor");
    devices.forEach(device ->
        table.add(
            device.platform().name(),
            device.platform().version(),
            Figures.minute(Optional.of(device.lastSeen())),
            device.draining() ? "yes" : "no",
            device.name(),
            device.platform().processor()));
    return table.text();
  }
}
