package dev.archway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PortsTest {
  @RepeatedTest(100)
  void aFreePortIsNoneThatAnOutgoingConnectionCouldTake() {
    int port = Ports.free();

    assertThat(port).isBetween(20_000, 32_767);
    assertThat(Ports.free(port)).isTrue();
  }

  @Test
  void aPortThatIsListenedOnIsNotFree() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.free(taken.getLocalPort())).isFalse();
    }
  }
}
