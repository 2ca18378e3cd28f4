package dev.archway.cli.local;

import dev.archway.cli.terminal.Refusal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.NoSuchElementException;

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

  private final EmbeddedPostgres server;
  private final String password;

  private LocalDatabase(EmbeddedPostgres server, String password) {
    this.server = server;
    this.password = password;
  }

  /// Starts the server over the data in `folder`, which is made on first use.
  static LocalDatabase start(Path folder, Path log) {
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
      var database = new LocalDatabase(launch(folder, log), password);
      database.create();
      if (!Files.exists(complete)) {
        Files.createFile(complete);
      }
      return database;
    } catch (IOException | SQLException | IllegalStateException e) {
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
    } catch (NumberFormatException | NoSuchElementException _) {
      return new DatabaseState.Unclear(
          "%s names no process; delete it if no PostgreSQL runs."
              .formatted(data(folder).resolve(Survivor.PROCESS_FILE)));
    }
  }

  private static EmbeddedPostgres launch(Path folder, Path log) throws IOException {
    // The library looks through this folder for servers to clean up, so it must be ours alone.
    System.setProperty("ot.epg.working-dir", binaries(folder).toString());
    return EmbeddedPostgres.builder()
        .setDataDirectory(data(folder))
        .setCleanDataDirectory(false)
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

  private static String password(Path file) throws IOException {
    if (!Files.exists(file)) {
      var bytes = new byte[16];
      new SecureRandom().nextBytes(bytes);
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
      Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n");
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

  /// Where programs find it, without the password.
  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), NAME);
  }

  String password() {
    return password;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
