package dev.archway.cli;

import dev.archway.cli.fleet.FleetTables;
import dev.archway.cli.network.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `archway worker`: who trains networks.
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows the workers of a service.")
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
}
