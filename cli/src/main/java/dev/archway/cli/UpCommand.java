package dev.archway.cli;

import dev.archway.cli.local.DataCheck;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `archway up`: everything on this machine until Ctrl-C.
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts Archway on this machine and runs it until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
  @Mixin private final MachineOptions options = new MachineOptions();
  private final Session session;

  UpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var running = session.open(options)) {
      new DataCheck(session.installation(), running.home()).find(options.data(), false);
      var client = running.start();
      session.out().println("Archway runs at " + client.server() + " (Ctrl-C ends it)");
      session.termination().onlyWaiting();
      while (true) {
        running.machine().watch(Duration.ofDays(1));
      }
    }
  }
}
