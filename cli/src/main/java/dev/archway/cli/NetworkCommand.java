package dev.archway.cli;

import dev.archway.cli.network.MemoryFit;
import dev.archway.cli.network.NetworkQuestion;
import dev.archway.cli.network.NetworkReport;
import dev.archway.cli.network.Output;
import dev.archway.core.architecture.CellArchitecture;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `archway network`: what one network is and costs.
@Command(
    name = "network",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows what a network is and costs.")
final class NetworkCommand {
  private final Session session;

  NetworkCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows the costs of a network, in total, by kind of operation and by layer.")
  int show(
      @Parameters(
              paramLabel = "NAME|FILE|TEXT",
              description =
                  "A network of the zoo, a file with a network or an architecture in JSON or a staged"
                      + " architecture as text, or that text, such as"
                      + " 'r1_k3_s11_e1_i32_o16 r2_k3_s22_e6_i16_o24'.")
          String network,
      @Option(
              names = "--width",
              paramLabel = "W",
              defaultValue = "1",
              description = "Multiplies the channels. Default: 1")
          double width,
      @Option(
              names = "--resolution",
              paramLabel = "R",
              description = "Height and width of the images. Default: what it was made for")
          Optional<Integer> resolution,
      @Option(
              names = "--classes",
              paramLabel = "C",
              description = "Classes that are told apart. Default: as many as it was made for")
          Optional<Integer> classes,
      @Option(
              names = "--stem",
              paramLabel = "STEM",
              description = "cifar or imagenet: stacks cells anew for such images.")
          Optional<CellArchitecture.Stem> stem,
      @Option(
              names = "--svg",
              paramLabel = "FILE",
              description = "Draws it into an SVG file: cells and blocks as such, others in full.")
          Optional<Path> svg,
      @Option(
              names = "--memory",
              paramLabel = "SIZE",
              description =
                  "Says in how few parts inverted residuals must run to fit into a memory, such as 512kB.")
          Optional<String> memory,
      @Option(names = "--layers", description = "Gives each layer a line.") boolean layers,
      @Mixin Output output) {
    var limit = memory.map(MemoryFit::bytes);
    var question = new NetworkQuestion(network, width, resolution, classes, stem);
    var answer = question.answer();
    svg.ifPresent(answer::draw);
    var report = NetworkReport.of(answer, width, limit);
    output.print(session.out(), report, report.text(layers));
    return 0;
  }
}
