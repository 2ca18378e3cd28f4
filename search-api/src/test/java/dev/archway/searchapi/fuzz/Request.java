package dev.archway.searchapi.fuzz;

import dev.archway.searchapi.load.LoadConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What goes over the wire.
///
/// @param target of which each character is a byte
/// @param headers lines `name: value`, likewise
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and a body may be of any bytes.
record Request(String method, String target, List<String> headers, byte[] body) {
  private static final int SHOWN = 2_000;

  /// What the web server takes before the body.
  private static final int HEARD = 7_500;

  LoadConnection.Answer over(LoadConnection connection) throws IOException {
    return connection.exchange(method, target, headers, body);
  }

  /// Whether the web server may hang up in the midst of it.
  boolean tooLongToHear() {
    return target.length() + String.join("\r\n", headers).length() > HEARD;
  }

  /// For people: the beginning of each part, and no secrets.
  String text() {
    var shown = new StringBuilder(cut(method + " " + target)).append('\n');
    for (var header : headers) {
      shown.append(cut(header)).append('\n');
    }
    return shown.append(cut(new String(body, StandardCharsets.UTF_8))).toString();
  }

  private static String cut(String text) {
    return text.length() <= SHOWN
        ? text
        : text.substring(0, SHOWN) + "... of " + text.length() + " characters";
  }
}
