package dev.archway.cli.demo;

import dev.archway.cli.terminal.Figures;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How far a search is.
///
/// @param done trials that have ended, baselines included
/// @param imagesPerSecond training speed of all running trials together; 0 while none trains
record Progress(
    int done,
    int expected,
    Optional<TrialView> best,
    double imagesPerSecond,
    Optional<Duration> left) {

  static Progress of(List<TrialView> trials, int expected, Optional<Duration> left) {
    return new Progress(
        (int) trials.stream().filter(TimeLeft::counts).count(),
        expected,
        Ranking.best(trials),
        trials.stream()
            .filter(t -> t.state() == TrialState.RUNNING)
            .flatMap(t -> t.imagesPerSecond().stream())
            .mapToDouble(Double::doubleValue)
            .sum(),
        left);
  }

  /// One line that fits a terminal of 80 columns.
  String text() {
    return "%d of %d trials | best %s | %s images/s | %s"
        .formatted(
            done,
            expected,
            best.map(Progress::result).orElse("-"),
            imagesPerSecond > 0 ? Math.round(imagesPerSecond) : "-",
            left.map(l -> Figures.duration(l) + " left").orElse("time left not known yet"));
  }

  private static String result(TrialView trial) {
    return String.format(
        Locale.ROOT,
        "%s at %s",
        Figures.share(trial.accuracy()),
        Figures.millis(trial.latencyMillis().map(l -> l.p50())));
  }
}
