package dev.archway.cli.replay;

import dev.archway.cli.terminal.Refusal;
import dev.archway.controller.replay.BestSoFar;
import dev.archway.controller.replay.MeanEstimate;
import dev.archway.picture.CurvePicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Mean best-so-far of each controller with its 95 % band, counted by different networks and by
/// proposals.
public final class ReplayChart {
  /// The first share of a budget is not drawn: there, all are far below what tells them apart
  /// later.
  private static final int UNDRAWN = 20;

  private final Path file;

  /// Refuses a file that could not be written before it costs searches to find out.
  public ReplayChart(Path file) {
    var folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new Refusal("The picture cannot be written to " + file + ".");
    }
    this.file = file;
  }

  @FunctionalInterface
  private interface Best {
    double after(BestSoFar search, int count);
  }

  /// Writes the picture.
  ///
  /// @throws Refusal the file cannot be written
  public void draw(Replays replays) {
    try {
      Files.writeString(file, svg(replays));
    } catch (IOException e) {
      throw new Refusal("The picture cannot be written to " + file + ".", e);
    }
  }

  static String svg(Replays replays) {
    var plan = replays.plan();
    return CurvePicture.svg(
        "Mean best reward so far",
        "%s, objective %s, %d seeds, %d in flight, with 95 %% bands"
            .formatted(
                plan.table().file().getFileName(),
                plan.goal().kind(),
                plan.seeds(),
                plan.inFlight()),
        "reward",
        new CurvePicture.Limit("best in table", replays.replay().best()),
        List.of(
            panel(replays, "different networks", BestSoFar::afterNetworks),
            panel(replays, "proposals", BestSoFar::afterProposals)));
  }

  private static CurvePicture.Panel panel(Replays replays, String across, Best best) {
    int budget = replays.plan().budget();
    int first = Math.max(1, budget / UNDRAWN);
    var curves =
        replays.plan().contenders().stream()
            .map(contender -> {
              var searches = replays.searches(contender);
              return new CurvePicture.Curve(
                  contender.name(),
                  IntStream.rangeClosed(first, budget)
                      .mapToObj(count -> value(replays, searches, count, best))
                      .toList());
            })
            .toList();
    return new CurvePicture.Panel(across, first, curves);
  }

  /// The band ends at the best of the table, which no mean can pass.
  private static CurvePicture.Value value(
      Replays replays, List<BestSoFar> searches, int count, Best soFar) {
    var estimate =
        MeanEstimate.of(searches.stream().mapToDouble(s -> soFar.after(s, count)).toArray());
    double best = replays.replay().best();
    return new CurvePicture.Value(
        Math.min(estimate.low(), best),
        Math.min(estimate.mean(), best),
        Math.min(estimate.high(), best));
  }
}
