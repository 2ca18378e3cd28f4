package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Figures;
import dev.archway.core.experiment.Budget;
import java.util.ArrayList;

/// What may go into an experiment, in a line.
final class BudgetText {
  private BudgetText() {}

  static String of(Budget budget) {
    var limits = new ArrayList<String>();
    limits.add(budget.trials() + " trials");
    budget.wallClock().ifPresent(time -> limits.add(Figures.duration(time)));
    budget.workerHours().ifPresent(hours -> limits.add(Figures.plain(hours) + " worker-hours"));
    budget
        .deviceMinutes()
        .ifPresent(minutes -> limits.add(Figures.plain(minutes) + " device-minutes"));
    budget.targetReward().ifPresent(reward -> limits.add("a reward of " + Figures.plain(reward)));
    budget
        .noImprovementTrials()
        .ifPresent(trials -> limits.add(trials + " trials without a better one"));
    return limits.size() == 1
        ? limits.getFirst()
        : "whichever comes first: " + String.join(", ", limits);
  }
}
