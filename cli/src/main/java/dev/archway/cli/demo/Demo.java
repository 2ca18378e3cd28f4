package dev.archway.cli.demo;

import dev.archway.cli.terminal.Figures;
import dev.archway.cli.terminal.Refusal;
import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.VerdictView;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// A small real search over the public API: it asks for the experiment, watches it, has the best
/// network run over the test images once, and fetches it. All else is the service's.
public final class Demo {
  private static final Duration GLANCE = Duration.ofMillis(500);
  private static final Duration TEST = Duration.ofMinutes(10);

  private final ArchwayClient client;
  private final DemoPlan plan;
  private final Surroundings around;

  public Demo(ArchwayClient client, DemoPlan plan, Surroundings around) {
    this.client = client;
    this.plan = plan;
    this.around = around;
  }

  /// Runs it to its end.
  ///
  /// @param began since when the demo's time is counted
  /// @throws Refusal if no trial was completed, or the best could not be tested or fetched
  public DemoResult run(Instant began) throws InterruptedException {
    var baselines = BaselineChoice.of(plan.space(), plan.dataset());
    note(announcement());
    note(baselines.explanation());
    return follow(client.experiments().create(plan.experiment(baselines)).id(), baselines, began);
  }

  /// Goes on with one that was interrupted.
  public DemoResult resume(UUID experiment, Instant began) throws InterruptedException {
    note(capitalized(plan.folder().name()) + " was interrupted and goes on.");
    note(announcement());
    return follow(experiment, BaselineChoice.of(plan.space(), plan.dataset()), began);
  }

  private DemoResult follow(UUID id, BaselineChoice baselines, Instant began)
      throws InterruptedException {
    awaitEnd(id, plan.trials() + baselines.candidates().size());
    var best = test(bestOf(patiently(() -> client.trials().of(id))));
    var pictures = TrialPictures.draw(plan, patiently(() -> client.trials().of(id)));
    var files = patiently(() -> BestFiles.download(client, best, plan.folder()));
    around.line().end();
    // Read last, so that the controller's last partial batch is counted.
    var experiment = patiently(() -> client.experiments().get(id));
    var trials = patiently(() -> client.trials().of(id));
    var report =
        DemoReport.of(
            DemoReport.Images.of(plan.dataset(), plan.recipe()),
            experiment,
            trials,
            DemoReport.Best.of(best, files),
            pictures,
            verdict(experiment),
            Duration.between(began, around.clock().instant()));
    return new DemoResult(plan, baselines, report, trials);
  }

  /// None without a control arm, and where so few trials have a reward that there is none.
  private Optional<VerdictView> verdict(ExperimentView experiment) throws InterruptedException {
    if (experiment.spec().control().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(patiently(() -> client.experiments().verdict(experiment.id())));
    } catch (ApiException e) {
      note(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private String announcement() {
    var recipe = plan.recipe();
    return "%s: %d networks of %s%s and two baselines, each trained for %s over %s images of %s."
        .formatted(
            capitalized(plan.folder().name()),
            plan.trials(),
            plan.space().name(),
            plan.arms()
                .control()
                .map(arm ->
                    " (%s of them proposed by the control arm)"
                        .formatted(Figures.share(Optional.of(arm.share()))))
                .orElse(""),
            recipe.epochs() == 1 ? "one pass" : recipe.epochs() + " passes",
            Figures.grouped(recipe.trainImages()),
            plan.dataset().name());
  }

  private static String capitalized(String name) {
    return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
  }

  private void awaitEnd(UUID id, int expected) throws InterruptedException {
    var timeLeft = new TimeLeft(around.slots());
    while (true) {
      var trials = patiently(() -> client.trials().of(id));
      var experiment = patiently(() -> client.experiments().get(id));
      var left = timeLeft.at(around.clock().instant(), trials, expected);
      around.line().show(Progress.of(trials, expected, left).text());
      if (over(experiment, trials)) {
        return;
      }
      around.pause().pause(GLANCE);
    }
  }

  private static boolean over(ExperimentView experiment, List<TrialView> trials) {
    return switch (experiment.state()) {
      case RUNNING, PAUSED -> false;
      case STOPPED, FINISHED -> trials.stream().allMatch(t -> t.state().ended());
    };
  }

  private static TrialView bestOf(List<TrialView> trials) {
    return Ranking.best(trials)
        .orElseThrow(() ->
            new Refusal(
                "None of the proposed networks was completed%s; the logs say more."
                    .formatted(
                        trials.stream()
                            .flatMap(t -> t.reason().stream())
                            .findFirst()
                            .map(r -> " (the first reason: " + r + ")")
                            .orElse(""))));
  }

  private TrialView test(TrialView best) throws InterruptedException {
    patiently(() -> {
      client.trials().requestTest(best.id());
      return true;
    });
    var deadline = around.clock().instant().plus(TEST);
    while (true) {
      around
          .line()
          .show(
              "testing trial %d on %s images that the search never saw"
                  .formatted(best.number(), Figures.grouped(plan.dataset().testImages())));
      var tested = patiently(() -> client.trials().get(best.id()));
      if (tested.testAccuracy().isPresent()) {
        return tested;
      }
      if (around.clock().instant().isAfter(deadline)) {
        throw new Refusal(
            "The test of trial %d has not come back after %d min; the worker's log says more."
                .formatted(best.number(), TEST.toMinutes()));
      }
      around.pause().pause(GLANCE);
    }
  }

  /// Reads through a service that is being started again; a part that does not come back ends the
  /// pause with an exception.
  private <T> T patiently(Supplier<T> call) throws InterruptedException {
    while (true) {
      String why;
      try {
        return call.get();
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof FileSystemException f) {
          throw new Refusal("What was found cannot be kept: " + f.getMessage() + ".", e);
        }
        why = e.getMessage() + ";";
      } catch (ApiException e) {
        if (e.status() < 500) {
          throw e;
        }
        why = e.getMessage();
      }
      around.pause().pause(GLANCE.multipliedBy(4));
      note(why + " trying again.");
    }
  }

  private void note(String line) {
    around.line().note(line);
  }
}
