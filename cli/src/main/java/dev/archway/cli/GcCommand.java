package dev.archway.cli;

import dev.archway.cli.fleet.DiskTable;
import dev.archway.cli.network.Amounts;
import dev.archway.cli.network.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `archway gc`: makes room.
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    description =
        "Drops the weights of trials that are neither among an experiment's best, nor on its Pareto"
            + " front, nor baselines, queued by a user or pinned. They can be trained again.")
final class GcCommand implements Callable<Integer> {
  @Option(
      names = "--dry-run",
      description = "Only shows what each experiment takes, and what of it would go.")
  private boolean dryRun;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final Output output = new Output();
  private final Session session;

  GcCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var client = server.connect()) {
      if (dryRun) {
        var uses = client.retention().uses();
        output.print(session.out(), uses, DiskTable.text(uses));
      } else {
        var dropped = client.retention().drop();
        output.print(
            session.out(),
            dropped,
            "Dropped the weights of %d trials, %s.%n"
                .formatted(dropped.trials(), Amounts.bytes(dropped.bytes())));
      }
    }
    return 0;
  }
}
