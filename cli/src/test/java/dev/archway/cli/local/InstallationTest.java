package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.cli.local.Installation.Program;
import dev.archway.cli.terminal.Refusal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir private Path root;

  @Test
  void runsAModuleFromItsJarAndWhatThatNeeds() throws IOException {
    var target = Files.createDirectories(root.resolve("worker/target"));
    var jar = Files.createFile(target.resolve("worker-1.jar"));
    Files.writeString(target.resolve("runtime-classpath"), "a.jar" + File.pathSeparator + "b.jar");
    assertThat(Installation.builtIn(root).command(Program.WORKER, List.of("--slots", "2")))
        .containsSubsequence(
            "-cp",
            String.join(File.pathSeparator, jar.toString(), "a.jar", "b.jar"),
            "dev.archway.worker.supervisor.WorkerMain",
            "--slots",
            "2");
  }

  @Test
  void saysWhichModuleIsNotBuilt() {
    assertThatThrownBy(() -> Installation.builtIn(root).classPath(Program.DEVICE_AGENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("device-agent is not built in " + root);
  }
}
