package dev.archway.controller.rnn;

import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A policy as draws from it show it: of each decision the mean probability of its options over the
/// draws in which it is active. Averaging probabilities, not counting answers, makes few draws
/// enough, and is exact for the first decision.
final class PolicySummary {
  private PolicySummary() {}

  static ControllerSummary.Policy of(List<Episode> draws, Decisions decisions) {
    var sums = new double[decisions.size()][];
    Arrays.setAll(sums, d -> new double[decisions.get(d).options().size()]);
    var active = new int[decisions.size()];
    double entropy = 0;
    for (var draw : draws) {
      entropy += draw.meanEntropy() / draws.size();
      for (var step : draw.steps()) {
        active[step.decision()]++;
        add(step, sums[step.decision()]);
      }
    }
    var seen = new ArrayList<ControllerSummary.OptionProbabilities>();
    for (int d = 0; d < sums.length; d++) {
      int times = active[d];
      var means = Arrays.stream(sums[d]).map(sum -> sum / times).boxed().toList();
      seen.add(
          new ControllerSummary.OptionProbabilities(
              (double) times / draws.size(), times == 0 ? List.of() : means));
    }
    return new ControllerSummary.Policy(entropy, seen);
  }

  private static void add(Episode.Step step, double[] sums) {
    for (int option = 0; option < sums.length; option++) {
      sums[option] += StrictMath.exp(step.logProbabilities()[option]);
    }
  }
}
