package dev.archway.picture;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/// Where the values of an axis lie in a picture.
///
/// @param low the value at pixel `start`
/// @param high the value at pixel `end`, above `low`
record Scale(double low, double high, double start, double end) {
  /// An axis says about so many values.
  private static final int TICKS = 6;

  double at(double value) {
    return start + (value - low) / (high - low) * (end - start);
  }

  /// Round values inside the axis: whole multiples of 1, 2 or 5 times a power of ten.
  List<Double> ticks() {
    double step = step();
    return LongStream.rangeClosed((long) Math.ceil(low / step), (long) Math.floor(high / step))
        .mapToObj(multiple -> multiple * step)
        .toList();
  }

  /// A value with as many decimals as tell the ticks apart.
  String text(double value) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step()) + 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private double step() {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (int factor : new int[] {1, 2, 5}) {
      if (rough <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
