package dev.archway.worker.supervisor;

import dev.archway.client.Json;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Recipe;
import dev.archway.worker.slot.SlotCommand;
import dev.archway.worker.slot.SlotEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Says how fast a network is trained here before a search is planned: trains the one that the
/// first line of standard input holds as JSON, in as many slots at once as trials will be, for some
/// seconds. Prints one line of JSON, or a sentence on standard error and status 1.
@CommandLine.Command(
    name = "speed-check",
    description = "Trains a network for some seconds, and says how fast.",
    mixinStandardHelpOptions = true)
final class SpeedCheck implements Callable<Integer> {
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  /// One a second, where a step takes no longer. The first is of a process that is still warming
  /// up.
  private static final int REPORTS = 6;

  /// What is printed.
  ///
  /// @param imagesPerSecond of one slot while all are at work
  record Measured(double imagesPerSecond) {}

  @CommandLine.Option(names = "--dataset", defaultValue = "cifar-10", description = "Its name.")
  String dataset = "";

  @CommandLine.Option(
      names = "--data",
      description = "The folder of the images; else ARCHWAY_DATA, else the cache.")
  @Nullable Path data;

  @CommandLine.Option(
      names = "--slots",
      defaultValue = "1",
      description = "Trainings at the same time.")
  int slots;

  @CommandLine.Option(
      names = "--work",
      required = true,
      description = "Where slots leave their files.")
  Path work = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (slots < 1) {
      System.err.println("A speed check takes 1 or more slots, but is given " + slots + ".");
      return CommandLine.ExitCode.USAGE;
    }
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var network = Json.mapper().readValue(in.readLine(), Network.class);
    Thread.ofPlatform().daemon().name("launcher").start(() -> endWith(in));
    try {
      var measured = new Measured(imagesPerSecond(network));
      System.out.println(Json.mapper().writeValueAsString(measured));
      return CommandLine.ExitCode.OK;
    } catch (SlotEndedException | IllegalStateException e) {
      System.err.println(e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /// Whoever asked has gone if its side of the pipe has; the slots then end by themselves.
  private static void endWith(BufferedReader in) {
    try {
      if (in.readLine() == null) {
        Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
    }
  }

  double imagesPerSecond(Network network)
      throws IOException, InterruptedException, SlotEndedException {
    var folder = work.resolve("speed-check");
    if (Files.exists(folder)) {
      Scratch.delete(folder);
    }
    Files.createDirectories(folder);
    var launcher =
        new SlotLauncher(new LeftoverSlots(folder.resolve("slots")), Optional.ofNullable(data));
    var running = new ArrayList<SlotProcess>();
    try {
      for (int slot = 0; slot < slots; slot++) {
        var process = launcher.start();
        running.add(process);
        var files = Files.createDirectories(folder.resolve(Integer.toString(slot)));
        process.send(
            new SlotCommand.Train(
                network,
                Recipe.demo(dataset),
                1,
                Optional.empty(),
                Optional.empty(),
                files.toAbsolutePath().toString()));
      }
      long deadline = System.nanoTime() + AT_MOST.toNanos();
      double sum = 0;
      for (var process : running) {
        sum += imagesPerSecond(reports(process, deadline));
      }
      return sum / slots;
    } finally {
      running.forEach(SlotProcess::kill);
      for (var process : running) {
        process.process().waitFor();
      }
      Scratch.delete(folder);
    }
  }

  /// What a training reports of its speed; nothing if not a single step was done in time.
  private static List<Double> reports(SlotProcess process, long deadline)
      throws InterruptedException, SlotEndedException {
    var reports = new ArrayList<Double>();
    while (reports.size() < REPORTS && System.nanoTime() < deadline) {
      var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      var event = process.next(left);
      if (event.isPresent() && !goesOn(event.get(), reports)) {
        return reports;
      }
    }
    return reports;
  }

  /// Takes in what a slot says; whether it will say more.
  private static boolean goesOn(SlotEvent event, List<Double> reports) {
    return switch (event) {
      case SlotEvent.Reached(var progress) -> reports.add(progress.imagesPerSecond());
      case SlotEvent.Infeasible(var reason) -> throw new IllegalStateException(reason);
      case SlotEvent.Failed(_, var reason) -> throw new IllegalStateException(reason);
      case SlotEvent.Trained _, SlotEvent.Tested _, SlotEvent.Cancelled _ -> false;
      case SlotEvent.Checkpointed _ -> true;
    };
  }

  private double imagesPerSecond(List<Double> reports) {
    if (reports.isEmpty()) {
      return (double) Recipe.demo(dataset).batchSize() / AT_MOST.toSeconds();
    }
    // Reports are as long as each other, near enough.
    return reports.subList(Math.min(1, reports.size() - 1), reports.size()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }
}
