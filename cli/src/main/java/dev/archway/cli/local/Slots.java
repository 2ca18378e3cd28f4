package dev.archway.cli.local;

import java.lang.management.ManagementFactory;

/// How many trials this machine trains at once: one a core, as far as memory goes.
final class Slots {
  private static final long GIB = 1L << 30;
  private static final long A_SLOT = 3 * GIB / 2;
  private static final long THE_REST = 2 * GIB;

  private Slots() {}

  static int ofThisMachine() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return of(Runtime.getRuntime().availableProcessors(), system.getTotalMemorySize());
  }

  /// At least one slot; the database, the service and the agent need 2 GiB beside them.
  static int of(int cores, long memoryBytes) {
    return Math.clamp((memoryBytes - THE_REST) / A_SLOT, 1, cores);
  }
}
