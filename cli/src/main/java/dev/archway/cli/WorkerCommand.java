package dev.archway.cli;

import dev.archway.cli.fleet.FleetTables;
import dev.archway.cli.network.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `archway worker`: who trains networks.
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows the workers of a service, and gives them a rest.")
final class WorkerCommand {
  private final Session session;

  WorkerCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the workers that have registered.")
  int list(@Mixin ServerOptions server, @Mixin Output output) {
    try (var client = server.connect()) {
      var workers = client.fleet().workers();
      output.print(session.out(), workers, FleetTables.workers(workers));
    }
    return 0;
  }

  @Command(
      name = "drain",
      mixinStandardHelpOptions = true,
      description =
          "Gives a worker nothing new, so that its machine can be taken away once it has brought to"
              + " an end what it holds. It stays so until `resume`.")
  int drain(
      @Parameters(paramLabel = "NAME", description = "A name that `list` shows.") String name,
      @Mixin ServerOptions server) {
    try (var client = server.connect()) {
      client.fleet().drainWorker(name, true);
      session.line().note("Worker '" + name + "' gets nothing new.");
    }
    return 0;
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Gives a worker work again.")
  int resume(
      @Parameters(paramLabel = "NAME", description = "A name that `list` shows.") String name,
      @Mixin ServerOptions server) {
    try (var client = server.connect()) {
      client.fleet().drainWorker(name, false);
      session.line().note("Worker '" + name + "' gets work again.");
    }
    return 0;
  }
}
