package dev.archway.searchapi.task;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// How long leases last, and which of them are over by the clock.
///
/// Silence means something only to one who listens. After a time in which nobody could have been
/// heard (the service was down, its database away or full, the machine asleep) the holders of
/// leases get another lease's time to speak before their tasks go to others.
@Component
class LeaseTime {
  /// A condition on `task` with the parameters `expired` and `latest`: the lease has expired, or
  /// seems to last longer than any lease. One that does was kept before the clock was set back, by
  /// a holder that is silent since.
  static final String OVER = "(expires_at < :expired OR expires_at > :latest)";

  /// How often [#listening()] is said.
  static final long BETWEEN_MILLIS = 5_000;

  /// Longer than between two, and shorter than what makes a holder miss its chance to be heard.
  private static final Duration DEAF = Duration.ofMillis(2 * BETWEEN_MILLIS);

  private static final OffsetDateTime LONG_AGO = OffsetDateTime.parse("1970-01-01T00:00:00Z");

  private final Clock clock;
  private final int seconds;
  private OffsetDateTime since;
  private OffsetDateTime last;

  LeaseTime(Clock clock, @Value("${archway.lease-seconds}") int seconds) {
    this.clock = clock;
    this.seconds = seconds;
    this.since = now();
    this.last = since;
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

  /// The database answers, so that holders can be heard.
  synchronized void listening() {
    var now = now();
    if (wasDeaf(now)) {
      since = now;
    }
    last = now;
  }

  private boolean wasDeaf(OffsetDateTime now) {
    return now.isBefore(last) || now.isAfter(last.plus(DEAF));
  }

  /// A lease that expired earlier than this is over.
  synchronized OffsetDateTime expired() {
    var now = now();
    return wasDeaf(now) || now.isBefore(since.plusSeconds(seconds)) ? LONG_AGO : now;
  }

  /// No lease expires later; twice the time leaves room for clocks of replicas that differ a
  /// little.
  OffsetDateTime latest() {
    return now().plusSeconds(2L * seconds);
  }
}
