package dev.archway.searchapi.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much a caller may ask for.
///
/// @param requestsPerSecond of one token, or of one address that sends none; twice as many at once
/// @param failuresPerSecond tokens of one address that are not accepted; twice as many at once
/// @param body the largest body, artifacts apart
@ConfigurationProperties("archway.limits")
record LimitSettings(
    @DefaultValue("2000") int requestsPerSecond,
    @DefaultValue("20") int failuresPerSecond,
    @DefaultValue("8MB") DataSize body) {
  LimitSettings {
    requirePositive("requests-per-second", requestsPerSecond);
    requirePositive("failures-per-second", failuresPerSecond);
    requirePositive("body", body.toBytes());
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "archway.limits.%s is at least 1, but is %d.".formatted(name, value));
    }
  }
}
