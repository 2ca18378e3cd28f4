package dev.archway.worker.supervisor;

import dev.archway.core.recipe.Recipe;
import dev.archway.worker.data.RealData;
import dev.archway.worker.slot.SlotCommand;
import dev.archway.worker.slot.SlotEvent;
import dev.archway.worker.training.BareLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How much of a bare DJL loop's speed is left in a slot, which also reads and augments images,
/// reports and decays weights. Both are processes with the same options and environment, and take
/// turns, so that whatever else the machine does meets both.
///
/// Run with this module's test class path. Arguments: rounds (5), steps a round (20).
public final class ThroughputComparison {
  private ThroughputComparison() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    var folder = Files.createTempDirectory("throughput");
    var slot =
        new SlotLauncher(new LeftoverSlots(folder.resolve("slots")), Optional.of(RealData.folder()))
            .start();
    var bare = startBareLoop();
    try {
      var replies = bare.inputReader();
      slotSpeed(slot, steps, folder);
      bareSpeed(bare, replies, steps);
      var ratios = new ArrayList<Double>();
      for (int round = 1; round <= rounds; round++) {
        double before = bareSpeed(bare, replies, steps);
        double inSlot = slotSpeed(slot, steps, folder);
        double after = bareSpeed(bare, replies, steps);
        ratios.add(inSlot / ((before + after) / 2));
        System.out.printf(
            "round %d: bare %.0f, slot %.0f, bare %.0f images/s%n", round, before, inSlot, after);
      }
      ratios.sort(null);
      System.out.printf(
          Locale.ROOT,
          "{\"benchmark\":\"slot-throughput\",\"planned\":%d,\"done\":%d,\"slotOverBare\":"
              + "{\"median\":%.3f,\"least\":%.3f,\"most\":%.3f}}%n",
          rounds,
          ratios.size(),
          ratios.get(ratios.size() / 2),
          ratios.getFirst(),
          ratios.getLast());
    } finally {
      slot.kill();
      bare.destroyForcibly();
    }
  }

  private static Process startBareLoop() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SlotLauncher.OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), BareLoop.class.getName()));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(SlotLauncher.ENVIRONMENT);
    return builder.start();
  }

  private static double bareSpeed(Process bare, BufferedReader replies, int steps)
      throws IOException {
    var writer = bare.outputWriter();
    writer.write(steps + "\n");
    writer.flush();
    return Double.parseDouble(replies.readLine());
  }

  private static double slotSpeed(SlotProcess slot, int steps, Path folder) throws Exception {
    var demo = Recipe.demo("cifar-10");
    var recipe =
        new Recipe(
            demo.dataset(),
            steps * BareLoop.BATCH,
            1,
            0,
            1,
            BareLoop.BATCH,
            demo.optimizer(),
            demo.schedule(),
            demo.augmentation(),
            0);
    slot.send(
        new SlotCommand.Train(
            BareLoop.NETWORK, recipe, 1, Optional.empty(), Optional.empty(), folder.toString()));
    while (true) {
      if (slot.next(Duration.ofMinutes(10)).orElseThrow() instanceof SlotEvent.Trained trained) {
        return trained.epochs().getFirst().imagesPerSecond();
      }
    }
  }
}
