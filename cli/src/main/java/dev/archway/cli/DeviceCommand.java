package dev.archway.cli;

import dev.archway.cli.fleet.FleetTables;
import dev.archway.cli.network.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `archway device`: what networks are timed on.
@Command(
    name = "device",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows the devices of a service, and gives them a rest.")
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

  @Command(
      name = "drain",
      mixinStandardHelpOptions = true,
      description =
          "Gives a device nothing new, so that its machine can be taken away once it has brought to"
              + " an end what it holds. It stays so until `resume`.")
  int drain(
      @Parameters(paramLabel = "NAME", description = "A name that `list` shows.") String name,
      @Mixin ServerOptions server) {
    try (var client = server.connect()) {
      client.fleet().drainDevice(name, true);
      session.line().note("Device '" + name + "' gets nothing new.");
    }
    return 0;
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Gives a device work again.")
  int resume(
      @Parameters(paramLabel = "NAME", description = "A name that `list` shows.") String name,
      @Mixin ServerOptions server) {
    try (var client = server.connect()) {
      client.fleet().drainDevice(name, false);
      session.line().note("Device '" + name + "' gets work again.");
    }
    return 0;
  }
}
