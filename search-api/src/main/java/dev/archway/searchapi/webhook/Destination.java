package dev.archway.searchapi.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;

/// Where a webhook may go. The addresses at which clouds tell a machine its own secrets are not for
/// users of the service.
final class Destination {
  /// Those outside the link-local ranges: of Alibaba and of AWS.
  private static final Set<String> METADATA = Set.of("100.100.100.200", "fd00:ec2:0:0:0:0:0:254");

  private Destination() {}

  /// @throws IOException the host is unknown, or any of its addresses is one that is not called
  static void require(URI address) throws IOException {
    for (var known : InetAddress.getAllByName(host(address))) {
      if (isForbidden(known)) {
        throw new IOException(
            "%s is %s, which is not called".formatted(host(address), known.getHostAddress()));
      }
    }
  }

  private static String host(URI address) throws IOException {
    var host = address.getHost();
    if (host == null) {
      throw new IOException("'" + address + "' has no host");
    }
    return host;
  }

  static boolean isForbidden(InetAddress address) {
    return address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || METADATA.contains(address.getHostAddress());
  }
}
