package dev.archway.cli;

import dev.archway.cli.network.Output;
import dev.archway.cli.network.SampledArchitecture;
import dev.archway.cli.network.SpaceReport;
import dev.archway.cli.network.SpaceTable;
import dev.archway.cli.terminal.Refusal;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.space.SpaceSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `archway space`: what can be searched.
@Command(
    name = "space",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows what can be searched: presets, and spaces that you write in YAML.")
final class SpaceCommand {
  private static final String SPACE = "A preset, or a YAML or JSON file that defines a space.";

  private final Session session;

  SpaceCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the presets and how large they are.")
  int list(@Mixin Output output) {
    var presets = SpaceSummary.presets();
    output.print(session.out(), presets, SpaceTable.text(presets));
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows every decision of a space and its options.")
  int show(
      @Parameters(paramLabel = "NAME|FILE", description = SPACE) String space,
      @Mixin Output output) {
    var report = SpaceReport.of(space);
    output.print(session.out(), report, SpaceReport.text(report));
    return 0;
  }

  @Command(
      name = "sample",
      mixinStandardHelpOptions = true,
      description = "Draws architectures and says what their networks cost.")
  int sample(
      @Parameters(paramLabel = "NAME|FILE", description = SPACE) String space,
      @Option(
              names = "-n",
              paramLabel = "N",
              defaultValue = "5",
              description = "How many, at most 10000. Default: 5")
          int count,
      @Option(
              names = "--seed",
              paramLabel = "S",
              defaultValue = "0",
              description = "The same seed draws the same. Default: 0")
          long seed,
      @Option(
              names = "--resolution",
              paramLabel = "R",
              defaultValue = "32",
              description = "Height and width of the images. Default: 32")
          int resolution,
      @Option(
              names = "--classes",
              paramLabel = "C",
              defaultValue = "10",
              description = "Classes that are told apart. Default: 10")
          int classes,
      @Mixin Output output) {
    if (resolution < 1 || resolution > 4096 || classes < 1 || classes > 1_000_000) {
      throw new Refusal(
          "--resolution lies in 1..4096 and --classes in 1..1000000, but they are %d and %d."
              .formatted(resolution, classes));
    }
    var image = new FeatureShape(3, resolution, resolution);
    var sampled = SampledArchitecture.draw(space, count, seed, image, classes);
    output.print(
        session.out(),
        () -> sampled.stream().map(one -> one.hashed(image, classes)).toList(),
        () -> SampledArchitecture.text(sampled));
    return 0;
  }
}
