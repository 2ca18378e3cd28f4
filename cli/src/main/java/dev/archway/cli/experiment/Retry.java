package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Notes;
import dev.archway.client.NoAnswerException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.UUID;
import java.util.function.Function;

/// Asks again where an answer was lost, so that a person need not find out whether the service did
/// what was asked.
public final class Retry {
  private static final int TIMES = 3;

  private Retry() {}

  /// Calls with one key until there is an answer. A service that cannot even be reached is not
  /// waited for.
  ///
  /// @param call takes the `Idempotency-Key`, by which the service tells that it is asked again
  public static <T> T untilAnswered(Function<String, T> call, Notes notes) {
    var key = UUID.randomUUID().toString();
    for (int tries = 1; ; tries++) {
      try {
        return call.apply(key);
      } catch (NoAnswerException e) {
        if (tries == TIMES || unreached(e)) {
          throw e;
        }
        notes.note("The answer was lost; asking again. Nothing is done twice.");
      }
    }
  }

  private static boolean unreached(NoAnswerException e) {
    return e.getCause() instanceof ConnectException
        || e.getCause() instanceof HttpConnectTimeoutException;
  }
}
