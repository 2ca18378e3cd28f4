package dev.archway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CompletionCommandIT {
  @TempDir private Path folder;

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    var script =
        Files.writeString(
            folder.resolve("completion"), Command.archway("completion", "bash").out());

    assertThat(completed(script, "archway", "experiment", "re")).contains("resume", "reprice");
    assertThat(completed(script, "archway", "experiment", "stop", "--d")).contains("--drain");
  }

  @Test
  void zshGetsTheSameScript() throws Exception {
    var zsh = Command.archway("completion", "zsh").out();
    var bash = Command.archway("completion", "bash").out();

    assertThat(zsh.lines().findFirst()).hasValue("# Loaded by: source <(archway completion zsh)");
    assertThat(zsh).contains("bashcompinit");
    assertThat(zsh.lines().skip(1)).containsExactlyElementsOf(bash.lines().skip(1).toList());
  }

  @Test
  void refusesAnotherShell() throws Exception {
    var fish = Command.archway("completion", "fish");

    assertThat(fish.status()).isEqualTo(2);
    assertThat(fish.err()).contains("BASH", "ZSH");
  }

  /// What bash offers after the words of a line.
  private static String completed(Path script, String... words) throws Exception {
    var line = String.join(" ", words);
    var asking =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; _complete_archway; echo \"${COMPREPLY[@]}\""
            .formatted(script, line, words.length - 1, line);
    return Command.run(new ProcessBuilder("bash", "-c", asking)).out();
  }
}
