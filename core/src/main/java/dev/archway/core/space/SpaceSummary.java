package dev.archway.core.space;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/// How large a space is.
///
/// @param encodings how many different choices there are, exact
public record SpaceSummary(String name, int decisions, BigInteger encodings) {
  private static final BigInteger WRITTEN_OUT = BigInteger.valueOf(1_000_000);

  /// The summary of a space.
  public static SpaceSummary of(SearchSpace space) {
    return new SpaceSummary(space.name(), space.decisions().size(), space.decisions().encodings());
  }

  /// All presets.
  public static List<SpaceSummary> presets() {
    return Spaces.all().stream().map(SpaceSummary::of).toList();
  }

  /// Its size for people: `432`, `5.2e36`.
  public String size() {
    return encodings.compareTo(WRITTEN_OUT) < 0
        ? encodings.toString()
        : String.format(Locale.ROOT, "%.1e", encodings.doubleValue()).replace("e+", "e");
  }
}
