package dev.archway.cli.access;

import dev.archway.cli.terminal.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/// When a token ends, as people write it: after so many days or hours (`90d`, `12h`), at the end of
/// a day (`2027-01-31`, in UTC) or at an instant (`2027-01-31T12:00:00Z`).
public final class TokenEnd {
  private static final Pattern LENGTH = Pattern.compile("(?<count>[1-9]\\d{0,5})(?<unit>[dh])");

  private TokenEnd() {}

  /// Refuses what has none of these forms.
  public static Instant of(String text, Instant now) {
    var length = LENGTH.matcher(text);
    if (length.matches()) {
      long count = Long.parseLong(length.group("count"));
      return now.plus(
          length.group("unit").equals("d") ? Duration.ofDays(count) : Duration.ofHours(count));
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new Refusal(
          "--expires is a time such as 90d, 12h or 2027-01-31, but is '" + text + "'.", e);
    }
  }
}
