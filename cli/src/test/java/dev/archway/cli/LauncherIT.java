package dev.archway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The launcher script in a clone whose path has spaces, with a Maven that only pretends.
@Timeout(60)
class LauncherIT {
  private static final Path SCRIPT = Path.of("..", "archway");

  @TempDir private Path folder;
  private Path clone;
  private Path tools;

  LauncherIT() {
    clone = Path.of("");
    tools = Path.of("");
  }

  @BeforeEach
  void cloneIt() throws IOException {
    clone = Files.createDirectory(folder.resolve("a clone"));
    tools = Files.createDirectory(folder.resolve("tools"));
    Files.copy(SCRIPT, clone.resolve("archway"));
    Files.createFile(clone.resolve("pom.xml"));
    for (var module : List.of("search-api", "worker", "device-agent", "cli")) {
      Files.createDirectories(clone.resolve(module).resolve("src/main"));
      Files.createFile(clone.resolve(module).resolve("pom.xml"));
    }
    age(clone.resolve("pom.xml"));
    mavenThat(
        """
        echo built >> "$PWD/builds"
        for m in search-api worker device-agent cli; do
          mkdir -p "$m/target" && printf '%%s' '%s' > "$m/target/runtime-classpath"
        done
        : > cli/target/cli-1.jar
        """
            .formatted(System.getProperty("java.class.path")));
  }

  private void mavenThat(String does) throws IOException {
    var maven = tools.resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\n" + does);
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private Command launch(Path script) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(script.toString(), "--version").directory(folder.toFile());
    builder
        .environment()
        .merge("PATH", tools.toString(), (old, ours) -> ours + File.pathSeparator + old);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return Command.run(builder);
  }

  private long builds() throws IOException {
    return Files.readAllLines(clone.resolve("builds")).size();
  }

  @Test
  void buildsOnceAndSaysSo() throws Exception {
    var first = launch(clone.resolve("archway"));
    assertThat(first.out()).as(first.err()).startsWith("archway ");
    assertThat(first.err().lines()).singleElement().asString().startsWith("Building Archway");
    var second = launch(clone.resolve("archway"));
    assertThat(second.status()).isZero();
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceHasChanged() throws Exception {
    launch(clone.resolve("archway"));
    var stamp = clone.resolve("cli/target/launcher-stamp");
    age(stamp);
    launch(clone.resolve("archway"));
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    var bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("archway"), Path.of("../a clone/archway"));
    var version = launch(bin.resolve("archway"));
    assertThat(version.status()).as(version.err()).isZero();
    assertThat(version.out()).startsWith("archway ");
  }

  @Test
  void showsTheEndOfABuildThatFailedAndWhereAllOfItIs() throws Exception {
    mavenThat("echo 'COMPILATION ERROR'; exit 1\n");
    var failed = launch(clone.resolve("archway"));
    assertThat(failed.status()).isNotZero();
    assertThat(failed.err()).contains("COMPILATION ERROR", "cli/target/launcher-build.log");
    launch(clone.resolve("archway"));
    assertThat(clone.resolve("cli/target/launcher-stamp")).doesNotExist();
  }
}
