package dev.archway.cli.doctor;

import dev.archway.cli.local.Slots;
import java.util.Locale;

/// Memory, and how many trials it lets the cores train at once.
record MemoryCheck(int cores, long totalBytes) implements Check {
  private static final String SUBJECT = "memory";

  static MemoryCheck ofThisMachine() {
    return new MemoryCheck(Runtime.getRuntime().availableProcessors(), Slots.memoryBytes());
  }

  @Override
  public Verdict verdict() {
    return totalBytes < Slots.LEAST_MEMORY_BYTES
        ? Verdict.warning(
            SUBJECT,
            "%s, and training may run out of it; %s or more are enough for one slot"
                .formatted(gibibytes(totalBytes), gibibytes(Slots.LEAST_MEMORY_BYTES)))
        : Verdict.ok(SUBJECT, gibibytes(totalBytes) + ": " + slots());
  }

  private String slots() {
    int slots = Slots.of(cores, totalBytes);
    if (slots < cores) {
      return "%d of %d cores train a trial each; more memory lets more of them"
          .formatted(slots, cores);
    }
    return slots == 1 ? "1 slot trains a trial" : slots + " slots train a trial each";
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / (1L << 30));
  }
}
