package dev.archway.searchapi;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/// Processes of the service over one PostgreSQL and one folder of artifacts.
final class Replicas implements AutoCloseable {
  private static final String DATABASE = "database";

  private final EmbeddedPostgres server;
  private final Path folder;
  private final List<ApiProcess> processes = new ArrayList<>();

  private Replicas(EmbeddedPostgres server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /// An empty database, and so many processes over it of which none is started.
  static Replicas create(int count, int leaseSeconds) throws IOException {
    return over(EmbeddedPostgres.builder(), count, ApiProcess.Effort.SMALL, leaseSeconds);
  }

  /// The same as in production: a database that answers once it is on disk, and processes that are
  /// compiled for speed.
  static Replicas durable(int count, int leaseSeconds) throws IOException {
    var server =
        EmbeddedPostgres.builder()
            .setServerConfig("synchronous_commit", "on")
            // It is started with `-F`, which this overrules.
            .setServerConfig("fsync", "on")
            .setServerConfig("shared_buffers", "256MB");
    return over(server, count, new ApiProcess.Effort(1024, true), leaseSeconds);
  }

  /// A database that loses nothing that it has said is kept, whatever becomes of its processes.
  static Replicas killable(int count, int leaseSeconds) throws IOException {
    var server = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on");
    return over(server, count, ApiProcess.Effort.SMALL, leaseSeconds);
  }

  private static Replicas over(
      EmbeddedPostgres.Builder server, int count, ApiProcess.Effort effort, int leaseSeconds)
      throws IOException {
    var folder = Files.createTempDirectory("replicas");
    var replicas = new Replicas(server.setDataDirectory(folder.resolve(DATABASE)).start(), folder);
    var settings =
        new ApiProcess.Settings(
            replicas.server.getJdbcUrl("postgres", "postgres"),
            Files.createDirectory(folder.resolve("artifacts")),
            leaseSeconds,
            effort,
            List.of());
    for (int number = 1; number <= count; number++) {
      replicas.processes.add(
          new ApiProcess(settings, Files.createFile(folder.resolve("process-" + number + ".log"))));
    }
    return replicas;
  }

  ApiProcess process(int index) {
    return processes.get(index);
  }

  /// The database, past the service.
  JdbcClient jdbc() {
    return JdbcClient.create(server.getPostgresDatabase());
  }

  /// Breaks the database off in the midst of whatever it does, and has it start again.
  void restartDatabase() throws IOException, InterruptedException {
    var data = folder.resolve(DATABASE);
    // The line that it was started with.
    var program = Files.readString(data.resolve("postmaster.opts")).split(" ")[0];
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses to be root's; it was started as nobody's, too.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(
            Path.of(program).resolveSibling("pg_ctl").toString(),
            "restart",
            "--mode=immediate",
            "--pgdata=" + data,
            "--log=" + folder.resolve("database.log"),
            "--wait"));
    var restart =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("restart.log").toFile())
            .start();
    if (restart.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("restart.log")));
    }
  }

  /// Has the first so many processes run, and none of the others.
  void runFirst(int count) throws IOException, InterruptedException {
    var running = processes.subList(0, count);
    for (var surplus : processes.subList(count, processes.size())) {
      surplus.kill();
    }
    for (var process : running) {
      process.start();
    }
    for (var process : running) {
      process.awaitReady();
    }
  }

  /// How often PostgreSQL had to break a deadlock. Its statistics are whole only once those who
  /// were connected have gone, so this kills the processes.
  long deadlocks() {
    for (var process : processes) {
      process.kill();
    }
    awaitDisconnected();
    return jdbc()
        .sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        .query(Long.class)
        .single();
  }

  private void awaitDisconnected() {
    var others =
        jdbc()
            .sql(
                "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    Awaitility.await().until(() -> others.query(Long.class).single() == 0);
  }

  /// What all processes have said of faults of their own.
  List<String> errors() throws IOException {
    var all = new ArrayList<String>();
    for (var process : processes) {
      all.addAll(process.errors());
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    for (var process : processes) {
      process.close();
    }
    server.close();
    FileSystemUtils.deleteRecursively(folder);
  }
}
