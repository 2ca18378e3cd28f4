package dev.archway.cli.local;

import dev.archway.cli.terminal.Notes;
import dev.archway.cli.terminal.Refusal;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Ports;
import dev.archway.client.host.DiskRoom;
import dev.archway.client.host.MeasuringGate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The whole of Archway on this machine: PostgreSQL, the service, a worker with a slot per core and
/// an agent that makes this machine a device. Everything ends when this is closed, or when the
/// process that holds it ends in any way; but for PostgreSQL, which the next start then stops.
public final class OneMachine implements AutoCloseable {
  /// The name under which this machine trains and is timed.
  public static final String NAME = "this-machine";

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration GLANCE = Duration.ofMillis(200);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  /// What a person can say about it.
  ///
  /// @param port of the service; 0 takes any that is free
  /// @param data the folder of image files, where it is not one of the usual places
  public record Settings(int port, Optional<Path> data) {
    public Settings {
      if (port < 0 || port > 65_535) {
        throw new Refusal("A port lies in 0..65535, but is " + port + ".");
      }
    }
  }

  private final Home home;
  private final Installation installation;
  private final Settings settings;
  private final Notes notes;
  private final CompletableFuture<Refusal> failure = new CompletableFuture<>();

  /// Held while something starts and while all is stopped, so that nothing starts into the end.
  private final ReentrantLock changing = new ReentrantLock();

  private final Leftovers leftovers;
  private final List<Child> helpers = new ArrayList<>();
  private volatile @Nullable LocalDatabase database;
  private @Nullable Child service;
  private @Nullable ArchwayClient client;
  private volatile boolean closed;

  public OneMachine(Home home, Installation installation, Settings settings, Notes notes) {
    this.home = home;
    this.installation = installation;
    this.settings = settings;
    this.notes = notes;
    this.leftovers = new Leftovers(home.created("processes"));
  }

  /// Waits until nothing of an earlier launcher runs any more; PostgreSQL apart, which the start
  /// itself takes care of.
  public void clear() throws InterruptedException {
    leftovers.end(notes);
  }

  /// The port itself, or any that is free for 0; refuses one that cannot be listened on.
  public static int free(int port) {
    if (port == 0) {
      return Ports.free();
    }
    if (!Ports.free(port)) {
      throw new Refusal("Port " + port + " is taken; choose another with --port.");
    }
    return port;
  }

  /// Starts everything and returns when trials can be run.
  ///
  /// @throws Refusal if something does not start
  public ArchwayClient start() throws InterruptedException {
    int port = free(settings.port());
    var server = URI.create("http://127.0.0.1:" + port);
    var started = new ArchwayClient(server);
    change(() -> client = started);
    change(() -> {
      var postgres =
          LocalDatabase.start(
              home.created(LocalDatabase.FOLDER),
              home.logs().resolve("postgres.log"),
              notes,
              failure::complete);
      database = postgres;
      repeat("disk", new DiskWatch(DiskRoom.of(home.folder()), notes)::look);
      repeat("database", new DatabaseWatch(postgres::ask, notes)::look);
    });
    change(() -> service = startService(port));
    await("service", started::ready);
    var hostLock = hostLock();
    change(() -> helpers.add(startWorker(server, hostLock)));
    change(() -> helpers.add(startAgent(server, hostLock)));
    await("worker", () -> started.fleet().workers().stream().anyMatch(w -> w.name().equals(NAME)));
    await(
        "device agent",
        () -> started.fleet().devices().stream().anyMatch(d -> d.name().equals(NAME)));
    return started;
  }

  /// Looks again and again until all is stopped.
  private void repeat(String name, Runnable look) {
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          try {
            while (!closed) {
              look.run();
              TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void change(Runnable start) {
    changing.lock();
    try {
      if (closed) {
        throw new Refusal("Archway was stopped while it started.");
      }
      start.run();
    } finally {
      changing.unlock();
    }
  }

  private Child startService(int port) {
    if (database == null) {
      throw new IllegalStateException("The service starts after its database.");
    }
    var line =
        installation.command(
            Installation.Program.SEARCH_API,
            List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + LocalDatabase.USER,
                "--archway.artifacts=" + home.created("artifacts"),
                "--archway.login.required=false",
                "--archway.stop-with-stdin=true"));
    // Command lines are everyone's to read; an environment is not.
    return child(
        Installation.Program.SEARCH_API,
        line,
        Map.of("SPRING_DATASOURCE_PASSWORD", database.password()));
  }

  private Child startWorker(URI server, Path hostLock) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--server",
                server.toString(),
                "--name",
                NAME,
                "--slots",
                Integer.toString(Slots.ofThisMachine()),
                "--work",
                home.created("worker").toString(),
                "--host-lock",
                hostLock.toString(),
                "--stop-with-stdin"));
    settings
        .data()
        .ifPresent(d -> arguments.addAll(List.of("--data", d.toAbsolutePath().toString())));
    var program = Installation.Program.WORKER;
    return child(program, installation.command(program, arguments), Map.of());
  }

  private Child startAgent(URI server, Path hostLock) {
    var program = Installation.Program.DEVICE_AGENT;
    var arguments =
        List.of(
            "--server",
            server.toString(),
            "--name",
            NAME,
            "--host-lock",
            hostLock.toString(),
            "--stop-with-stdin");
    return child(program, installation.command(program, arguments), Map.of());
  }

  private Child child(
      Installation.Program program, List<String> line, Map<String, String> environment) {
    var log = home.logs().resolve(program.module() + ".log");
    return Child.start(
        new Child.Command(program.module(), line, environment, log),
        leftovers,
        notes,
        failure::complete);
  }

  /// The folder that all Archways of this host share, or one of this home where another person's
  /// cannot be written to: their measurements then disturb each other.
  private Path hostLock() {
    var shared = MeasuringGate.defaultFolder();
    if (!Files.exists(shared) || Files.isWritable(shared)) {
      return shared;
    }
    notes.note(
        "The folder %s belongs to someone else: what they run here may disturb measurements."
            .formatted(shared));
    return home.created("host-lock");
  }

  private void await(String what, BooleanSupplier holds) throws InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new Refusal(
            "The %s is not ready after %d s; read the logs in %s."
                .formatted(what, READY.toSeconds(), home.logs()));
      }
      watch(GLANCE);
    }
  }

  /// Waits so long, and throws a [Refusal] as soon as a part of it has failed for good.
  public void watch(Duration time) throws InterruptedException {
    try {
      throw failure.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // All is well.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many trials are trained at once.
  public int slots() {
    return Slots.ofThisMachine();
  }

  /// Whether this is being closed or was.
  public boolean stopped() {
    return closed;
  }

  /// Ends at once what would not end by itself: PostgreSQL. All else notices that this process is
  /// gone.
  public void abandon() {
    var running = database;
    if (running != null) {
      running.abandon();
    }
  }

  @Override
  public void close() {
    // Whoever waits for a part of it waits no longer.
    failure.complete(new Refusal("Archway was stopped."));
    changing.lock();
    try {
      if (!closed) {
        closed = true;
        stopAll();
      }
    } finally {
      changing.unlock();
    }
  }

  private void stopAll() {
    helpers.parallelStream().forEach(Child::close);
    if (service != null) {
      service.close();
    }
    if (client != null) {
      client.close();
    }
    if (database != null) {
      try {
        database.close();
      } catch (IOException e) {
        notes.note("PostgreSQL did not stop as it should: " + e.getMessage());
      }
    }
  }
}
