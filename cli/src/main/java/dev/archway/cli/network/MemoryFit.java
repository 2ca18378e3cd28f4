package dev.archway.cli.network;

import dev.archway.cli.terminal.Refusal;
import dev.archway.core.cost.ActivationMemory;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// In how few parts inverted residuals must run for a network's activations to fit into a memory
/// (Sandler et al. 2018, section 5.1). One part is the network as it is; none is enough where other
/// layers or single channels are too much already.
public record MemoryFit(
    long limitBytes, Optional<Integer> partsFloat32, Optional<Integer> partsInt8) {
  private static final Pattern AMOUNT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?([kMG]i?B|B|)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "B",
          1L,
          "kB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L,
          "kiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30);

  static MemoryFit of(ActivationMemory memory, long limitBytes) {
    return new MemoryFit(
        limitBytes,
        boxed(memory.smallestSplit(limitBytes, Float.BYTES)),
        boxed(memory.smallestSplit(limitBytes, Byte.BYTES)));
  }

  private static Optional<Integer> boxed(OptionalInt parts) {
    return parts.isPresent() ? Optional.of(parts.getAsInt()) : Optional.empty();
  }

  /// Reads an amount of memory such as `512kB`, `1.5 MB` or `256 kiB`.
  ///
  /// @throws Refusal it is none
  public static long bytes(String amount) {
    var parts = AMOUNT.matcher(amount);
    if (parts.matches()) {
      var bytes =
          new BigDecimal(parts.group(1))
              .multiply(BigDecimal.valueOf(UNITS.getOrDefault(parts.group(2), 0L)));
      if (bytes.longValue() >= 1) {
        return bytes.longValue();
      }
    }
    throw new Refusal(
        "A memory is a number above 0 with B, kB, MB, GB, kiB, MiB or GiB, such as 512kB, but is '%s'."
            .formatted(amount));
  }

  String text() {
    return "float32 %s, int8 %s".formatted(text(partsFloat32), text(partsInt8));
  }

  private static String text(Optional<Integer> parts) {
    return parts
        .map(p -> p == 1 ? "as it is" : "with blocks split in " + p)
        .orElse("not by splitting blocks");
  }
}
