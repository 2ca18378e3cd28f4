package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.archway.searchapi.SearchApi;
import dev.archway.searchapi.ServiceTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/// The service at an address where others can call it.
class LoginIT {
  @Test
  void aServiceThatOthersCanCallDoesNotStartWithoutLogin() {
    assertThatException()
        .isThrownBy(() -> start().close())
        .havingRootCause()
        .withMessageContaining("server.address is 0.0.0.0")
        .withMessageContaining("Set ARCHWAY_ADMIN_TOKEN");
  }

  @Test
  void withALoginItAnswersUnderAnyNameToThoseWhoSayWhoTheyAre() throws Exception {
    try (var service = start("--" + Calls.LOGIN)) {
      int port = Objects.requireNonNull(service.getWebServer()).getPort();
      assertThat(get(port, "X-Nothing: here")).startsWith("HTTP/1.1 401");
      assertThat(get(port, "Authorization: Bearer " + Calls.ADMIN_TOKEN))
          .startsWith("HTTP/1.1 200");
    }
  }

  private static ServletWebServerApplicationContext start(String... more) {
    var arguments = new String[more.length + 2];
    arguments[0] = "--server.address=0.0.0.0";
    arguments[1] = "--server.port=0";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return (ServletWebServerApplicationContext)
        new SpringApplicationBuilder(SearchApi.class)
            .initializers(new ServiceTest.Database())
            .run(arguments);
  }

  private static String get(int port, String header) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/experiments HTTP/1.1\r\nHost: archway.example\r\nConnection: close\r\n%s\r\n\r\n"
                  .formatted(header)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
