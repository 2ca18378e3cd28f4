package dev.archway.client.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The request that this process end: Ctrl-C, SIGTERM, a closed terminal, or the end of standard
/// input, by which a child hears that its parent is gone however that went. The first request ends
/// the process in good order, a second signal at once.
///
/// Heard through signal handlers rather than a shutdown hook: all hooks of a Java machine run at
/// the same time, so that a library's own may tear down what is still in use. ONNX Runtime's does,
/// and crashes a process that is timing a network.
public final class Termination {
  /// What standard input's end leaves as the status.
  private static final int IN_GOOD_ORDER = 0;

  /// Shells report a program that signal n ended as 128 + n.
  private static final int SIGNAL_BASE = 128;

  private static final Duration LASTLY = Duration.ofSeconds(1);
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private static final Logger log = LoggerFactory.getLogger(Termination.class);

  private final IntConsumer end;
  private final Duration atMost;
  private volatile boolean onlyWaiting;
  private volatile Runnable last = () -> {};
  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicReference<@Nullable Integer> status = new AtomicReference<>();

  private Termination(IntConsumer end, Duration atMost) {
    this.end = end;
    this.atMost = atMost;
  }

  /// Listens to signals from now on.
  ///
  /// @param end makes the process end with the status it is given, or at least begin to; called
  ///   once, on a thread of its own
  /// @param atMost how long that may take; whatever still runs then is left to die
  public static Termination listen(IntConsumer end, Duration atMost) {
    var termination = new Termination(end, atMost);
    try {
      termination.handleSignals();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This Java does not let a program listen to signals.", e);
    }
    return termination;
  }

  /// By reflection, as javac warns unconditionally wherever `sun.misc.Signal` is named; Java has no
  /// other way to hear a signal twice, or without starting to shut down.
  private void handleSignals() throws ReflectiveOperationException {
    var signal = Class.forName("sun.misc.Signal");
    var handler = Class.forName("sun.misc.SignalHandler");
    var number = signal.getMethod("getNumber");
    var proxy =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (_, _, arguments) -> {
              hear(SIGNAL_BASE + (int) number.invoke(arguments[0]));
              return null;
            });
    var handle = signal.getMethod("handle", signal, handler);
    for (var name : SIGNALS) {
      try {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      } catch (InvocationTargetException e) {
        // Not every system knows every one of them.
        log.debug("{} is not listened to: {}", name, String.valueOf(e.getCause()));
      }
    }
  }

  /// Takes the end of `in` for a request, too.
  public void alsoAtEndOf(InputStream in) {
    Thread.ofPlatform()
        .daemon()
        .name("stdin")
        .start(() -> {
          try {
            in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            // A broken pipe is an end, too.
          }
          request(IN_GOOD_ORDER);
        });
  }

  private void hear(int signalled) {
    if (signals.incrementAndGet() > 1) {
      var lastly = Thread.ofPlatform().daemon().name("lastly").start(last);
      try {
        lastly.join(LASTLY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Runtime.getRuntime().halt(signalled);
    }
    request(signalled);
  }

  private void request(int requested) {
    int ending = onlyWaiting ? IN_GOOD_ORDER : requested;
    if (status.compareAndSet(null, ending)) {
      Thread.ofPlatform().daemon().name("termination").start(() -> end.accept(ending));
      Thread.ofPlatform().daemon().name("last-resort").start(() -> haltAfterAll(ending));
    }
  }

  private void haltAfterAll(int requested) {
    try {
      TimeUnit.MILLISECONDS.sleep(atMost.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Runtime.getRuntime().halt(requested);
  }

  /// What a second signal still waits for, for a second at most.
  public void lastly(Runnable action) {
    last = action;
  }

  /// From now on the process has done its work and only waits to be ended, which is in good order.
  public void onlyWaiting() {
    onlyWaiting = true;
  }

  /// Whether this process is being ended: what fails now, fails because of that.
  public boolean requested() {
    return status.get() != null;
  }

  /// What the process ends with: that of the request, else `otherwise`.
  public int status(int otherwise) {
    var requested = status.get();
    return requested == null ? otherwise : requested;
  }
}
