package dev.archway.cli;

import dev.archway.cli.demo.Demo;
import dev.archway.cli.demo.DemoFolder;
import dev.archway.cli.demo.DemoPlan;
import dev.archway.cli.demo.DemoResult;
import dev.archway.cli.demo.InterruptedDemo;
import dev.archway.cli.demo.Surroundings;
import dev.archway.cli.local.DataCheck;
import dev.archway.cli.local.SpeedCheck;
import dev.archway.cli.network.SpaceArgument;
import dev.archway.cli.replay.Contenders;
import dev.archway.cli.terminal.Figures;
import dev.archway.cli.terminal.Refusal;
import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ControlArm;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `archway demo`: a small real search from the first proposal to the tested network.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Searches for a network that is accurate and fast on this machine.")
final class DemoCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @Mixin private final MachineOptions options = new MachineOptions();

  @Option(
      names = "--space",
      paramLabel = "NAME|FILE",
      defaultValue = "mnasnet-small",
      description =
          "The space that is searched: a preset, or a YAML or JSON file that defines one. Default: mnasnet-small")
  private String space = "";

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "" + DemoPlan.DEFAULT_TRIALS,
      description = "How many networks are tried. Default: " + DemoPlan.DEFAULT_TRIALS)
  private int trials;

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      defaultValue = "rnn",
      description =
          "Who proposes: rnn, evolution, local, random, or the RNN with the settings of nasnet or"
              + " enas. Default: rnn")
  private String controller = "";

  @Option(
      names = "--control",
      paramLabel = "SHARE",
      description =
          "The share of the networks, at most 0.5, that a random search proposes, so that the demo"
              + " can say whether the controller found better ones than chance.")
  private Optional<Double> control = Optional.empty();

  @Option(
      names = "--images",
      paramLabel = "N",
      description =
          "How many images each network is trained on. Default: as many as a minute of one core is enough for")
  private Optional<Integer> images = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where the report goes as JSON; - prints it as the last line.")
  private Optional<String> report = Optional.empty();

  @Option(names = "--exit", description = "Ends when the search has ended.")
  private boolean exit;

  private final Session session;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    var began = session.clock().instant();
    var searched = new SpaceArgument(space).given();
    if (trials < 1 || trials > 1_000_000) {
      throw new Refusal("The number of --trials lies in 1..1000000, but is " + trials + ".");
    }
    var arms = arms();
    var reportFile = reportFile();
    try (var running = session.open(options)) {
      var dataset = dataset(running);
      checkImages(dataset);
      var client = running.start();
      var machine = running.machine();
      var around =
          new Surroundings(session.clock(), machine::watch, session.line(), machine.slots());
      var experiments = running.home().folder().resolve("experiments");
      var interrupted = InterruptedDemo.latest(client, experiments);
      var result =
          interrupted.isPresent()
              ? resume(interrupted.get(), searched, arms, client, around, began)
              : new Demo(
                      client,
                      DemoPlan.of(
                          searched,
                          arms,
                          trials,
                          dataset,
                          images.isPresent() ? images.get() : images(running, searched, dataset),
                          DemoFolder.next(experiments)),
                      around)
                  .run(began);
      session.termination().onlyWaiting();
      session.out().println(result.text());
      if (!exit) {
        session.out().println("Archway runs on at " + client.server() + " (Ctrl-C ends it)");
      }
      write(result, reportFile);
      while (!exit) {
        machine.watch(Duration.ofDays(1));
      }
      return 0;
    }
  }

  private DemoResult resume(
      InterruptedDemo demo,
      GivenSpace searched,
      DemoPlan.Arms arms,
      ArchwayClient client,
      Surroundings around,
      Instant began)
      throws InterruptedException {
    var plan = demo.plan();
    boolean asAsked =
        plan.trials() == trials
            && plan.given().equals(searched)
            && plan.arms().equals(arms)
            && plan.recipe().trainImages() == images.orElse(plan.recipe().trainImages());
    if (!asAsked) {
      session
          .line()
          .note(
              "It was started for %d networks of %s, and stays as it was asked for; run the demo again for another."
                  .formatted(plan.trials(), plan.space().name()));
    }
    return new Demo(client, plan, around).resume(demo.experiment(), began);
  }

  private DemoPlan.Arms arms() {
    var search = Contenders.named(List.of(controller)).getFirst().spec();
    try {
      return new DemoPlan.Arms(
          search, control.map(share -> new ControlArm(share, new ControllerSpec.Random())));
    } catch (IllegalArgumentException e) {
      throw new Refusal("--control: " + e.getMessage());
    }
  }

  /// As many as a slot of this machine does in a minute.
  private int images(Session.Running running, GivenSpace searched, Dataset dataset)
      throws InterruptedException {
    session.line().note("Measuring how fast this machine trains (some ten seconds) ...");
    int slots = running.machine().slots();
    double imagesPerSecond =
        new SpeedCheck(session.installation(), running.home())
            .imagesPerSecond(DemoPlan.example(searched, dataset), dataset, options.data(), slots);
    int shown = DemoPlan.imagesOfAMinute(imagesPerSecond, dataset);
    session
        .line()
        .note(
            "A network of middle size is trained on %s images a second in each of %d slots, so %s are used."
                .formatted(
                    Figures.grouped(Math.round(imagesPerSecond)), slots, Figures.grouped(shown)));
    return shown;
  }

  private void checkImages(Dataset dataset) {
    int most = dataset.trainImages() - Recipe.demo(dataset.name()).validationImages();
    int fewest = Recipe.demo(dataset.name()).batchSize();
    images
        .filter(count -> count < fewest || count > most)
        .ifPresent(count -> {
          throw new Refusal(
              "The number of --images lies in %d..%d for %s, but is %d."
                  .formatted(fewest, most, dataset.name(), count));
        });
  }

  private Dataset dataset(Session.Running running) {
    session
        .line()
        .note(
            options.data().isPresent()
                ? "Looking for CIFAR-10 in " + options.data().get() + " ..."
                : "Looking for CIFAR-10 (a first download is " + DataCheck.DOWNLOAD + ") ...");
    var found = new DataCheck(session.installation(), running.home()).find(options.data(), true);
    found
        .why()
        .ifPresent(why -> {
          session.line().note("CIFAR-10 cannot be had here: " + why);
          session.line().note("The demo goes on with generated images, and its report says so.");
        });
    return found.dataset();
  }

  /// Refuses a report that could not be written before it costs a search to find out.
  private Optional<Path> reportFile() {
    var file = report.filter(r -> !r.equals(STANDARD_OUTPUT)).map(Path::of);
    file.ifPresent(f -> {
      var folder = f.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new Refusal("The report cannot be written to " + f + ": its folder is not there.");
      }
      if (Files.isDirectory(f) || !Files.isWritable(folder)) {
        throw new Refusal("The report cannot be written to " + f + ".");
      }
    });
    return file;
  }

  private void write(DemoResult result, Optional<Path> file) {
    var json = result.report().json();
    if (file.isPresent()) {
      try {
        Files.writeString(file.get(), json + "\n");
      } catch (IOException e) {
        throw new Refusal("The report cannot be written to " + file.get() + ".", e);
      }
    } else if (report.isPresent()) {
      session.out().println(json);
    }
  }
}
