package dev.archway.searchapi.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One kept-alive HTTP/1.1 connection that costs its user next to nothing, so that a measurement on
/// the service's own machine is one of the service; and that sends whatever it is given, right or
/// wrong.
public final class LoadConnection implements AutoCloseable {
  /// Longer than any answer takes, one that is waited for included.
  private static final int SILENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final int port;

  /// What came back.
  ///
  /// @param type the content type; empty if none is named
  /// @param last whether the service ends the connection after it
  public record Answer(int status, String type, String body, boolean last) {}

  public LoadConnection(int port) throws IOException {
    this.port = port;
    this.socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(SILENCE_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream(), 8192);
    this.out = socket.getOutputStream();
  }

  /// Sends JSON and waits for the answer.
  Answer post(String path, String json) throws IOException {
    var body = json.getBytes(StandardCharsets.UTF_8);
    return exchange(
        "POST",
        path,
        List.of(
            "Host: localhost:" + port,
            "Content-Type: application/json",
            "Accept: application/json",
            "Content-Length: " + body.length),
        body);
  }

  /// Sends a request as it is and waits for the answer, of which a stream of events has no body
  /// here.
  ///
  /// @param target the path and query, of which each character is a byte
  /// @param headers lines `name: value`, likewise
  public Answer exchange(String method, String target, List<String> headers, byte[] body)
      throws IOException {
    var lines = new ArrayList<String>();
    lines.add(method + " " + target + " HTTP/1.1");
    lines.addAll(headers);
    lines.add("\r\n");
    var head = String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    var request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    out.write(request);
    out.flush();
    return answer(method);
  }

  private Answer answer(String method) throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    var type = "";
    int length = 0;
    boolean chunked = false;
    boolean last = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      if (lower.startsWith("content-type:")) {
        type = lower.substring("content-type:".length()).strip();
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
      last |= lower.equals("connection: close");
    }
    if (type.startsWith("text/event-stream") && status == 200) {
      return new Answer(status, type, "", true);
    }
    boolean bare = method.equals("HEAD") || status == 204 || status == 304;
    return new Answer(status, type, bare ? "" : chunked ? chunks() : text(length), last);
  }

  private String chunks() throws IOException {
    var all = new StringBuilder();
    while (true) {
      int length = Integer.parseInt(line(), 16);
      all.append(text(length));
      line();
      if (length == 0) {
        return all.toString();
      }
    }
  }

  private String text(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The service ended the connection in the midst of an answer.");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The service ended the connection.");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
