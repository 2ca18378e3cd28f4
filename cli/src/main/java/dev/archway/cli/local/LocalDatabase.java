package dev.archway.cli.local;

import dev.archway.cli.terminal.Notes;
import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Ports;
import dev.archway.client.host.DiskRoom;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A PostgreSQL server of this home's own, with real server binaries from Maven and its data kept
/// on disk. It listens on the loopback interface alone and asks for a password that only the home
/// knows.
///
/// The server runs in a session of its own and outlives a launcher that is killed; the next start
/// stops such a survivor first.
final class LocalDatabase implements AutoCloseable {
  /// Its folder in a home.
  static final String FOLDER = "postgres";

  static final String NAME = "archway";
  static final String USER = "postgres";
  private static final Duration STARTUP = Duration.ofSeconds(60);

  /// A server that ended is started again as often as it takes, with this between two attempts.
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(2);

  /// When a server that does not come back is given up; a full disk is waited for without end.
  private static final Duration GIVEN_UP = Duration.ofMinutes(30);

  /// Longer than a busy machine takes to let someone in.
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Path folder;
  private final Path log;
  private final Notes notes;
  private final int port;
  private final String password;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private EmbeddedPostgres server;

  /// Lines of the log that earlier lives of the server wrote.
  private long saidBefore;

  private LocalDatabase(
      EmbeddedPostgres server, Path folder, Path log, Notes notes, String password) {
    this.server = server;
    this.folder = folder;
    this.log = log;
    this.notes = notes;
    this.port = server.getPort();
    this.password = password;
  }

  /// Starts the server over the data in `folder`, which is made on first use.
  ///
  /// @param gaveUp hears once of a server that ended and does not come back
  static LocalDatabase start(Path folder, Path log, Notes notes, Consumer<Refusal> gaveUp) {
    try {
      var binaries = Files.createDirectories(binaries(folder));
      var data = data(folder);
      var complete = folder.resolve("complete");
      // Before anything is moved: a server is found by its folder.
      Survivor.stop(data, binaries);
      if (Files.exists(data) && !Files.exists(complete)) {
        // A first start that was killed half-way: nothing of anyone's is in it yet.
        Files.move(data, Files.createTempDirectory(folder, "incomplete-").resolve("data"));
      }
      deleteHalfUnpacked(binaries);
      var password = password(folder.resolve("password"));
      var database =
          new LocalDatabase(launch(folder, log, Ports.free()), folder, log, notes, password);
      try {
        database.create();
      } catch (SQLException e) {
        database.close();
        throw e;
      }
      if (!Files.exists(complete)) {
        Files.createFile(complete);
      }
      Thread.ofPlatform().daemon().name("postgres").start(() -> database.keep(gaveUp));
      return database;
    } catch (IOException | SQLException | IllegalStateException e) {
      var room = DiskRoom.of(folder);
      if (room.full()) {
        throw new Refusal(
            "PostgreSQL does not start, as the disk is full: %s. Free some space and start again."
                .formatted(room.free()),
            e);
      }
      throw new Refusal("PostgreSQL does not start in " + folder + "; read " + log + ".", e);
    }
  }

  private static Path binaries(Path folder) {
    return folder.resolve("binaries");
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  /// Whether the server of `folder` runs, which need not exist.
  static DatabaseState look(Path folder) {
    try {
      return Survivor.find(data(folder), binaries(folder))
          .<DatabaseState>map(server -> new DatabaseState.Running(server.pid()))
          .orElseGet(DatabaseState.Stopped::new);
    } catch (Refusal e) {
      return new DatabaseState.Unclear(e.sentence());
    } catch (IOException e) {
      return new DatabaseState.Unclear(
          "The data of PostgreSQL in %s cannot be looked at: %s.".formatted(folder, e));
    }
  }

  private static EmbeddedPostgres launch(Path folder, Path log, int port) throws IOException {
    // The library locks this file. Where a start fails, it leaves it locked in this process, and no
    // later start succeeds. The home is ours alone without it.
    Files.deleteIfExists(data(folder).resolve("epg-lock"));
    // The library looks through this folder for servers to clean up, so it must be ours alone.
    System.setProperty("ot.epg.working-dir", binaries(folder).toString());
    return EmbeddedPostgres.builder()
        .setDataDirectory(data(folder))
        .setCleanDataDirectory(false)
        .setPort(port)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(STARTUP)
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .setLocaleConfig("auth", "scram-sha-256")
        .setLocaleConfig("pwfile", folder.resolve("password").toString())
        .setLocaleConfig("locale", "C")
        .setConnectConfig("password", Files.readString(folder.resolve("password")).strip())
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_connections", "50")
        // The library is made for tests and lets a power cut lose data; a home is kept.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  /// The library cannot unpack over the rest of an unpacking that was killed.
  private static void deleteHalfUnpacked(Path binaries) throws IOException {
    try (var folders = Files.newDirectoryStream(binaries, "PG-*")) {
      for (var folder : folders) {
        if (!Files.exists(folder.resolve(".exists"))) {
          try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
              Files.delete(file);
            }
          }
        }
      }
    }
  }

  /// Starts the server again whenever it ends unasked: killed, or out of disk.
  private void keep(Consumer<Refusal> gaveUp) {
    var room = DiskRoom.of(folder);
    try {
      while (true) {
        saidBefore = lines(log);
        awaitEnd();
        if (stopping.await(0, TimeUnit.MILLISECONDS)) {
          return;
        }
        notes.note("PostgreSQL ended%s and is started again.".formatted(lastWords()));
        long deadline = System.nanoTime() + GIVEN_UP.toNanos();
        while (room.full() || !startAgain()) {
          if (room.full()) {
            deadline = System.nanoTime() + GIVEN_UP.toNanos();
          } else if (System.nanoTime() > deadline) {
            gaveUp.accept(
                new Refusal(
                    "PostgreSQL ended%s and does not start again; read %s."
                        .formatted(lastWords(), log)));
            return;
          }
          if (stopping.await(BETWEEN_STARTS.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        }
        notes.note("PostgreSQL runs again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnd() throws InterruptedException {
    try {
      // It was started just now, so the process of that number is the server.
      var running = Survivor.named(data(folder));
      if (running.isPresent()) {
        running.get().onExit().get();
      }
    } catch (IOException e) {
      // It took its file away while that was read: it has ended.
    } catch (ExecutionException e) {
      throw new IllegalStateException("PostgreSQL cannot be watched", e);
    }
  }

  private synchronized boolean startAgain() {
    if (stopping.getCount() == 0) {
      return true;
    }
    try {
      server.close();
    } catch (IOException | RuntimeException e) {
      // It is gone already, which is why this runs.
    }
    try {
      Survivor.stop(data(folder), binaries(folder));
      server = launch(folder, log, port);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /// What the server said last of its trouble since it was started, in parentheses; empty if
  /// nothing.
  private String lastWords() {
    try (var lines = Files.lines(log)) {
      return lines
          .skip(saidBefore)
          .filter(line -> line.contains("PANIC:") || line.contains("FATAL:"))
          .filter(line -> !line.contains("is starting up") && !line.contains("is shutting down"))
          .reduce((_, last) -> last)
          .map(line -> " (" + line.replaceFirst(".*(?=PANIC:|FATAL:)", "") + ")")
          .orElse("");
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  private static long lines(Path log) {
    try (var lines = Files.lines(log)) {
      return lines.count();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static String password(Path file) throws IOException {
    if (!Files.exists(file)) {
      var bytes = new byte[16];
      new SecureRandom().nextBytes(bytes);
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      var part = file.resolveSibling("password.part");
      Files.deleteIfExists(part);
      Files.createFile(part, PosixFilePermissions.asFileAttribute(ownerOnly));
      Files.writeString(part, HexFormat.of().formatHex(bytes) + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }

  private void create() throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      try (var found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + NAME);
    }
  }

  /// Ends the server at once, without waiting for that. It loses nothing, but its next start takes
  /// a moment longer.
  void abandon() {
    stopping.countDown();
    try {
      var running = Survivor.named(data(folder));
      if (running.isPresent()) {
        Survivor.signal(running.get(), "QUIT");
      }
    } catch (IOException _) {
      // It has ended, or the next start ends it.
    }
  }

  /// Whether the server lets anyone in.
  DatabaseWatch.Answer ask() {
    var url = jdbcUrl() + "?socketTimeout=" + ANSWER.toSeconds();
    try (var _ = DriverManager.getConnection(url, USER, password)) {
      return DatabaseWatch.Answer.LETS_IN;
    } catch (SQLException e) {
      return e.getCause() instanceof SocketTimeoutException
          ? DatabaseWatch.Answer.SILENT
          : DatabaseWatch.Answer.AWAY;
    }
  }

  /// Where programs find it, without the password.
  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME);
  }

  String password() {
    return password;
  }

  @Override
  public void close() throws IOException {
    stopping.countDown();
    synchronized (this) {
      server.close();
    }
  }
}
