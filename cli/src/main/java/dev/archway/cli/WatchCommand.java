package dev.archway.cli;

import dev.archway.cli.experiment.Watch;
import dev.archway.cli.network.Output;
import dev.archway.core.experiment.ExperimentState;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `archway experiment watch`: what happens, as it happens.
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description =
        "Tells what happens in an experiment until it ends; with `-o json` an event a line. Its status"
            + " is 0 if the experiment has finished, and 1 if it was stopped. Ctrl-C leaves the"
            + " experiment alone.")
final class WatchCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ExperimentArgument experiment = new ExperimentArgument();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private Output output = new Output();

  WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var client = server.connect()) {
      var id = experiment.in(client);
      var leaving = Thread.ofPlatform().name("leave").unstarted(() -> leave(id));
      Runtime.getRuntime().addShutdownHook(leaving);
      var end = new Watch(client, id, session.line()).toEnd(session.out(), output.json());
      if (!session.termination().requested()) {
        Runtime.getRuntime().removeShutdownHook(leaving);
      }
      return end == ExperimentState.FINISHED ? 0 : 1;
    }
  }

  private void leave(UUID id) {
    if (session.termination().requested()) {
      session
          .line()
          .note("The experiment goes on; `archway experiment watch " + id + "` follows it again.");
    }
  }
}
