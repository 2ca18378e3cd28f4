package dev.archway.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/// A call was not answered, or by nothing that makes sense. The service may have done what was
/// asked.
public final class NoAnswerException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;
  private final URI server;

  NoAnswerException(URI server, String sentence, IOException cause) {
    super(sentence, cause);
    this.server = server;
  }

  /// Where the service was looked for.
  public URI server() {
    return server;
  }
}
