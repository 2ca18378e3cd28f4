package dev.archway.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// Numbers as people read them; what is not known is a dash, never a zero.
public final class Figures {
  private static final int COLUMNS = 80;

  private Figures() {}

  public static String share(Optional<Double> share) {
    return share.map(s -> String.format(Locale.ROOT, "%.1f %%", 100 * s)).orElse("-");
  }

  public static String millis(Optional<Double> millis) {
    return millis.map(m -> String.format(Locale.ROOT, "%.3f ms", m)).orElse("-");
  }

  public static String reward(Optional<Double> reward) {
    return reward.map(r -> String.format(Locale.ROOT, "%.4f", r)).orElse("-");
  }

  public static String count(long count) {
    if (count < 10_000) {
      return Long.toString(count);
    }
    return count < 1_000_000
        ? count / 1_000 + " k"
        : String.format(Locale.ROOT, "%.1f M", count / 1e6);
  }

  public static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// As few digits as tell it from others: `12.5`, `-0.07`, `12`.
  public static String plain(double value) {
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /// A time to the minute, in UTC.
  public static String minute(Optional<Instant> time) {
    return time.map(t -> t.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z"))
        .orElse("-");
  }

  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  /// A sentence in lines that fit a terminal.
  public static String wrapped(String sentence) {
    var lines = new StringBuilder();
    int column = 0;
    for (var word : sentence.split(" ")) {
      if (column > 0 && column + 1 + word.length() > COLUMNS) {
        lines.append('\n');
        column = 0;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
