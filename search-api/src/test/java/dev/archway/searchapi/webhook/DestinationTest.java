package dev.archway.searchapi.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DestinationTest {
  @Test
  void doesNotGoWhereMachinesAreToldTheirSecrets() throws Exception {
    for (var forbidden :
        List.of(
            "169.254.169.254",
            "fe80::1",
            "0.0.0.0",
            "::",
            "224.0.0.1",
            "100.100.100.200",
            "fd00:ec2::254",
            "::ffff:169.254.169.254")) {
      assertThat(Destination.isForbidden(InetAddress.getByName(forbidden))).as(forbidden).isTrue();
    }
    assertThatThrownBy(() -> Destination.require(URI.create("http://169.254.169.254/latest")))
        .hasMessage("169.254.169.254 is 169.254.169.254, which is not called");
  }

  @Test
  void goesToMachinesOfOnesOwn() throws Exception {
    for (var allowed : List.of("127.0.0.1", "10.0.0.7", "192.168.1.2", "8.8.8.8")) {
      assertThat(Destination.isForbidden(InetAddress.getByName(allowed))).as(allowed).isFalse();
    }
  }
}
