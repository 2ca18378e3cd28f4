package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Figures;
import dev.archway.core.experiment.CostSpec;
import java.util.Optional;

/// A cost as people read it.
final class CostText {
  private CostText() {}

  /// With its name or its unit: `0.403 ms`, `parameters 338 k`, `joules 12.5`.
  static String of(String name, double value) {
    return name.equals(CostSpec.LATENCY_MILLIS)
        ? cell(name, value)
        : name + " " + cell(name, value);
  }

  /// Under its name: `0.403 ms`, `338 k`, `12.5`.
  static String cell(String name, double value) {
    if (name.equals(CostSpec.LATENCY_MILLIS)) {
      return Figures.millis(Optional.of(value));
    }
    return value == Math.rint(value) && value < Long.MAX_VALUE
        ? Figures.count((long) value)
        : Figures.plain(value);
  }
}
