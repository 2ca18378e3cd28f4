package dev.archway.searchapi.task;

import java.time.Clock;
import java.time.OffsetDateTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// How long leases last, and which of them are over by the clock.
@Component
class LeaseTime {
  /// A condition on `task` with the parameters `now` and `latest`: the lease has expired, or seems
  /// to last longer than any lease. One that does was kept before the clock was set back, by a
  /// holder that is silent since.
  static final String OVER = "(expires_at < :now OR expires_at > :latest)";

  private final Clock clock;
  private final int seconds;

  LeaseTime(Clock clock, @Value("${archway.lease-seconds}") int seconds) {
    this.clock = clock;
    this.seconds = seconds;
  }

  int seconds() {
    return seconds;
  }

  OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }

  /// When a lease that is given or kept now expires.
  OffsetDateTime expiry() {
    return now().plusSeconds(seconds);
  }

  /// No lease expires later; twice the time leaves room for clocks of replicas that differ a
  /// little.
  OffsetDateTime latest() {
    return now().plusSeconds(2L * seconds);
  }
}
