package dev.archway.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of the loopback interface for servers that are started later, and again.
public final class Ports {
  /// Below what any system gives to outgoing connections (Linux: from 32768 on). One of those could
  /// take the port between two lives of its server, and even be connected to itself by a client
  /// that waits for the server.
  private static final int FIRST = 20_000;

  private static final int AFTER_LAST = 32_768;
  private static final int TRIES = 1_000;

  private Ports() {}

  /// A port that nobody listens on, and that stays so unless another server is told to take it.
  public static int free() {
    var random = ThreadLocalRandom.current();
    for (int i = 0; i < TRIES; i++) {
      int port = random.nextInt(FIRST, AFTER_LAST);
      if (free(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "None of %d ports between %d and %d is free.".formatted(TRIES, FIRST, AFTER_LAST - 1));
  }

  /// Whether a server could listen on `port` now.
  public static boolean free(int port) {
    try (var socket = new ServerSocket()) {
      // A server may take a port whose last connections still linger.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
