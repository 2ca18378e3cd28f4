package dev.archway.cli.local;

import java.lang.management.ManagementFactory;

/// How many trials this machine trains at once: one a core, as far as memory goes.
public final class Slots {
  private static final long GIB = 1L << 30;
  private static final long A_SLOT = 3 * GIB / 2;
  private static final long THE_REST = 2 * GIB;

  /// Less than this is short even for one slot.
  public static final long LEAST_MEMORY_BYTES = THE_REST + A_SLOT;

  private Slots() {}

  static int ofThisMachine() {
    return of(Runtime.getRuntime().availableProcessors(), memoryBytes());
  }

  /// What this machine has, or what the container allows that this runs in.
  public static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getTotalMemorySize();
  }

  /// At least one slot; the database, the service and the agent need 2 GiB beside them.
  public static int of(int cores, long memoryBytes) {
    return Math.clamp((memoryBytes - THE_REST) / A_SLOT, 1, cores);
  }
}
