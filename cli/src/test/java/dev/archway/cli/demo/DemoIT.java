package dev.archway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.cli.local.Home;
import dev.archway.cli.local.Installation;
import dev.archway.cli.local.OneMachine;
import dev.archway.cli.terminal.LiveLine;
import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job with all its parts as they are shipped, each in its process: real PostgreSQL, real
/// images, real training, real latency. Only the recipe is smaller than the demo's.
class DemoIT {
  private static final int TRIALS = 6;
  private static final int IMAGES = 1_000;
  @TempDir private static Path folder;
  private static Home home;
  private static OneMachine machine;
  private static DemoReport report;

  @BeforeAll
  static void search() throws Exception {
    var recipe = Recipe.demo(Dataset.CIFAR_10.name()).withImages(IMAGES, IMAGES);
    var clock = Clock.systemUTC();
    var printed = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    var line = new LiveLine(printed, false, clock);
    home = Home.take(folder);
    machine =
        new OneMachine(
            home,
            Installation.builtIn(Path.of("..")),
            new OneMachine.Settings(0, Optional.of(TestImages.folder())),
            line);
    var client = machine.start();
    var plan =
        new DemoPlan(
            GivenSpace.of("mnasnet-small"),
            DemoPlan.Arms.DEFAULT,
            TRIALS,
            Dataset.CIFAR_10,
            recipe,
            DemoFolder.next(folder.resolve("experiments")));
    var around = new Surroundings(clock, machine::watch, line, machine.slots());
    report = new Demo(client, plan, around).run(clock.instant()).report();
  }

  @AfterAll
  static void stop() throws Exception {
    machine.close();
    home.close();
  }

  @Test
  void completesEveryTrialAndBothBaselines() {
    assertThat(report.trials()).hasSizeGreaterThanOrEqualTo(TRIALS);
    assertThat(report.trials())
        .filteredOn(t -> t.state() != TrialState.REPEATED)
        .hasSize(TRIALS)
        .allMatch(t -> t.state() == TrialState.COMPLETED);
    assertThat(report.baselines()).hasSize(2).allMatch(t -> t.state() == TrialState.COMPLETED);
  }

  @Test
  void theControllerLearnsFromEveryTrial() {
    assertThat(report.controller()).isEqualTo(new DemoReport.Controller("rnn", 2));
  }

  @Test
  void everyRewardIsTheFormulaOfItsOwnAccuracyAndLatency() {
    double target = report.targetMillis().orElseThrow();
    for (var trial : report.trials()) {
      double ratio = trial.latencyMillis().map(LatencyView::p50).orElseThrow() / target;
      double exponent = ratio <= 1 ? report.objective().alpha() : report.objective().beta();
      assertThat(trial.reward().orElseThrow())
          .isCloseTo(trial.accuracy().orElseThrow() * Math.pow(ratio, exponent), within(1e-9));
    }
  }

  @Test
  void everyNetworkIsTimedWhileTrainingStandsStill() {
    for (var trial : report.trials()) {
      var latency = trial.latencyMillis().orElseThrow();
      assertThat(latency.exclusive()).isTrue();
      assertThat(latency.samples()).isGreaterThanOrEqualTo(50);
      assertThat(latency.p90()).isGreaterThanOrEqualTo(latency.p50());
    }
  }

  @Test
  void theOnnxModelReproducesTheTestAccuracy() throws Exception {
    double tenthOfAPoint = 0.001;
    assertThat(TestImages.accuracy(Path.of(report.best().onnx())))
        .isCloseTo(report.best().testAccuracy(), within(tenthOfAPoint));
    assertThat(report.best().testAccuracy()).as("better than chance").isGreaterThan(0.12);
  }

  @Test
  void theBestArchitecturesAreDrawn() throws Exception {
    assertThat(report.pictures()).hasSize(3);
    assertThat(report.pictures().getFirst())
        .endsWith("trial-" + report.best().trial().number() + ".svg");
    for (var picture : report.pictures()) {
      assertThat(Path.of(picture)).content().contains("<svg", "</svg>");
    }
  }
}
