package dev.archway.cli;

import dev.archway.cli.fleet.FleetTables;
import dev.archway.cli.network.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `archway device`: what networks are timed on.
@Command(
    name = "device",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows the devices of a service.")
final class DeviceCommand {
  private final Session session;

  DeviceCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the devices that have registered.")
  int list(@Mixin ServerOptions server, @Mixin Output output) {
    try (var client = server.connect()) {
      var devices = client.fleet().devices();
      output.print(session.out(), devices, FleetTables.devices(devices));
    }
    return 0;
  }
}
