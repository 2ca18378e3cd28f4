package dev.archway.client;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for a service that is away: what was worked for is not lost to a restart.
public final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  private Patience() {}

  /// A call that may be made again.
  @FunctionalInterface
  public interface Call<T> {
    T call() throws InterruptedException;
  }

  /// Repeats a call, which must be safe to repeat, while the service cannot be reached or says that
  /// the fault is its own.
  ///
  /// @throws ApiException the service refuses the call and would refuse it again
  public static <T> T call(Call<T> call) throws InterruptedException {
    var wait = FIRST_RETRY;
    while (true) {
      try {
        return call.call();
      } catch (UncheckedIOException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        log.info("{}; trying again in {} ms", e.getMessage(), wait.toMillis());
      } catch (ApiException e) {
        if (!e.passing()) {
          throw e;
        }
        log.info("{} Trying again in {} ms", e.getMessage(), wait.toMillis());
      }
      TimeUnit.MILLISECONDS.sleep(wait.toMillis());
      wait = wait.multipliedBy(2);
      wait = wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait;
    }
  }

  /// [#call(Supplier)] for calls without an answer.
  public static void run(Runnable call) throws InterruptedException {
    call(() -> {
      call.run();
      return true;
    });
  }
}
