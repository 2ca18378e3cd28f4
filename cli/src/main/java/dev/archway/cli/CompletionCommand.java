package dev.archway.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `archway completion`: what has a shell complete our commands.
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script by which a shell completes the commands and options of archway:",
      "  source <(archway completion bash)"
    })
final class CompletionCommand implements Callable<Integer> {
  /// One script serves both: under zsh it loads what that has for scripts of bash.
  private enum Shell {
    BASH,
    ZSH
  }

  private final Session session;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "bash or zsh")
  private Shell shell = Shell.BASH;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session
        .out()
        .println(
            "# Loaded by: source <(archway completion "
                + shell.name().toLowerCase(Locale.ROOT)
                + ")");
    session.out().print(AutoComplete.bash("archway", spec.root().commandLine()));
    return 0;
  }
}
