package dev.archway.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What Ctrl-C does: the first time it ends the command in good order, the second time at once.
/// Whatever else ends this process, the programs it started end with their standard input.
final class Interruption {
  /// What shells report of a program that Ctrl-C ended.
  static final int INTERRUPTED = 128 + 2;

  private final AtomicInteger count = new AtomicInteger();
  private volatile int status = INTERRUPTED;

  /// Listens from now on. Java has no other way to hear Ctrl-C twice than `sun.misc.Signal`, which
  /// javac warns of unconditionally where it is named.
  static Interruption listen() {
    var interruption = new Interruption();
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (_, _, _) -> interruption.happen());
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This Java does not let a program listen to Ctrl-C.", e);
    }
    return interruption;
  }

  private @Nullable Object happen() {
    if (count.incrementAndGet() == 1) {
      Thread.ofPlatform().name("interruption").start(() -> System.exit(status));
    } else {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    return null;
  }

  /// From now on the command has done its work and only waits for Ctrl-C.
  void onlyWaiting() {
    status = 0;
  }

  /// Whether the command is being ended: what fails now, fails because of that.
  boolean happened() {
    return count.get() > 0;
  }
}
