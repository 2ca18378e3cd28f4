package dev.archway.searchapi;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's own `pg_dump` and `pg_restore`, where this machine has them in the version of the
/// embedded server. They are looked for in the folder that `ARCHWAY_POSTGRES_BIN` names, on the
/// path, and where distributions put them.
record PostgresPrograms(Path folder) {
  private static final String MAJOR = "18";

  /// A JUnit condition.
  static boolean arePresent() {
    return find().isPresent();
  }

  static Optional<PostgresPrograms> find() {
    return Stream.of(
            Stream.ofNullable(System.getenv("ARCHWAY_POSTGRES_BIN")),
            folders(System.getenv("PATH")),
            Stream.of("/usr/lib/postgresql/" + MAJOR + "/bin", "/usr/pgsql-" + MAJOR + "/bin"))
        .flatMap(folders -> folders)
        .map(folder -> new PostgresPrograms(Path.of(folder)))
        .filter(PostgresPrograms::fit)
        .findFirst();
  }

  private static Stream<String> folders(@Nullable String path) {
    return path == null ? Stream.of() : Stream.of(path.split(File.pathSeparator));
  }

  private boolean fit() {
    if (!Files.isExecutable(folder.resolve("pg_dump"))) {
      return false;
    }
    try {
      return run("pg_dump", "--version").contains(") " + MAJOR + ".");
    } catch (IOException | InterruptedException | IllegalStateException e) {
      return false;
    }
  }

  /// Runs a program to its end and returns what it said; it must succeed.
  String run(String program, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(folder.resolve(program).toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed:\n" + said);
    }
    return said;
  }
}
