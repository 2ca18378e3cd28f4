package dev.archway.cli.network;

import java.util.Locale;

/// Counts and bytes as the papers print them.
public final class Amounts {
  private Amounts() {}

  /// `300.8M`, `97.9k`, `512`.
  static String count(long count) {
    if (count >= 10_000_000_000L) {
      return String.format(Locale.ROOT, "%.1fG", count / 1e9);
    }
    if (count >= 1_000_000) {
      return String.format(Locale.ROOT, count >= 10_000_000 ? "%.1fM" : "%.2fM", count / 1e6);
    }
    return count >= 10_000
        ? String.format(Locale.ROOT, "%.1fk", count / 1e3)
        : Long.toString(count);
  }

  /// `13.9 MB`, in powers of ten.
  public static String bytes(long bytes) {
    if (bytes >= 1_000_000) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
    return bytes >= 1_000 ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3) : bytes + " B";
  }
}
