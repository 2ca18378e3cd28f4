package dev.archway.cli;

import dev.archway.cli.network.Output;
import dev.archway.cli.network.ZooTable;
import dev.archway.core.zoo.ZooList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `archway zoo`: the known networks and what they cost.
@Command(
    name = "zoo",
    mixinStandardHelpOptions = true,
    description = "Lists the known networks at their published widths, with what they cost.")
final class ZooCommand implements Callable<Integer> {
  @Mixin private final Output output = new Output();
  private final Session session;

  ZooCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var zoo = ZooList.all();
    output.print(session.out(), zoo, ZooTable.text(zoo));
    return 0;
  }
}
