package dev.archway.searchapi.result;

import dev.archway.controller.verdict.Verdict;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.VerdictView;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trial.Figure;
import dev.archway.searchapi.trial.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Holds an experiment's controller against its control arm, at the moment of asking, from the
/// rewards that there are.
@Component
class Verdicts {
  private final Experiments experiments;
  private final Figures figures;

  Verdicts(Experiments experiments, Figures figures) {
    this.experiments = experiments;
    this.figures = figures;
  }

  /// The same rewards give the same verdict, whoever asks.
  VerdictView of(UUID id) {
    var experiment = experiments.get(id);
    if (experiment.spec().control().isEmpty()) {
      throw ProblemType.WRONG_STATE.because(
          "Experiment %s has no control arm; give it one as 'control' when it is created."
              .formatted(id));
    }
    var rewards = Rewards.of(experiment);
    var all = figures.of(id, rewards.costs());
    var search = rewards(all, rewards, Arm.SEARCH);
    var control = rewards(all, rewards, Arm.CONTROL);
    if (search.length < Verdict.FEW || control.length < Verdict.FEW) {
      throw ProblemType.WRONG_STATE.because(
          "A verdict needs %d rewards of each arm, but so far there are %d of the search and %d of its control."
              .formatted(Verdict.FEW, search.length, control.length));
    }
    return view(
        Verdict.of(search, control, new SplittableRandom(experiment.spec().seed())), experiment);
  }

  private static double[] rewards(List<Figure> all, Rewards rewards, Arm arm) {
    return all.stream()
        .filter(t -> t.origin() == arm.origin())
        .sorted(Comparator.comparingInt(Figure::number))
        .flatMap(t -> rewards.of(t).stream())
        .mapToDouble(reward -> reward)
        .toArray();
  }

  private static VerdictView view(Verdict verdict, Experiment experiment) {
    return new VerdictView(
        VerdictView.Words.valueOf(verdict.words().name()),
        text(verdict, experiment),
        verdict.tried(),
        verdict.control(),
        place(verdict.best()),
        place(verdict.bestFive()));
  }

  private static VerdictView.Place place(Verdict.Place place) {
    return new VerdictView.Place(
        place.value(), place.percentile(), place.difference(), place.low(), place.high());
  }

  private static String text(Verdict verdict, Experiment experiment) {
    var control =
        switch (experiment.spec().controllerOf(Arm.CONTROL)) {
          case ControllerSpec.Evolution _ -> "evolution";
          case ControllerSpec _ -> "chance";
        };
    var words =
        switch (verdict.words()) {
          case AHEAD -> "The search is ahead of " + control;
          case BEHIND -> "The search is behind " + control;
          case NOT_DISTINGUISHABLE -> "The search cannot be told from " + control;
          case TOO_FEW_CONTROL_TRIALS ->
              "With %d control trials, of which %d are needed, nothing is said"
                  .formatted(verdict.control(), Verdict.FEWEST_CONTROL);
        };
    var five = verdict.bestFive();
    return String.format(
        Locale.ROOT,
        "%s: the best five of its %d networks have a mean reward of %.4f, %+.4f (95 %% interval %+.4f to"
            + " %+.4f) against as many of the control arm, by its %d; it beats %.1f %% of such searches.",
        words,
        verdict.tried(),
        five.value(),
        five.difference(),
        five.low(),
        five.high(),
        verdict.control(),
        five.percentile());
  }
}
