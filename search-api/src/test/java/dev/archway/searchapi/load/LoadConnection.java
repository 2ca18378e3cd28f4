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
import java.util.List;
import java.util.Locale;

/// One kept-alive HTTP/1.1 connection that costs its user next to nothing, so that a measurement on
/// the service's own machine is one of the service.
final class LoadConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final int port;

  /// What came back.
  record Answer(int status, String body) {}

  LoadConnection(int port) throws IOException {
    this.port = port;
    this.socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), 8192);
    this.out = socket.getOutputStream();
  }

  /// Sends JSON and waits for the answer.
  Answer post(String path, String json) throws IOException {
    var body = json.getBytes(StandardCharsets.UTF_8);
    var headers =
        List.of(
            "POST " + path + " HTTP/1.1",
            "Host: localhost:" + port,
            "Content-Type: application/json",
            "Accept: application/json",
            "Content-Length: " + body.length,
            "",
            "");
    var head = String.join("\r\n", headers).getBytes(StandardCharsets.US_ASCII);
    var request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    out.write(request);
    out.flush();
    return answer();
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    boolean chunked = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
    }
    return new Answer(status, chunked ? chunks() : text(length));
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
