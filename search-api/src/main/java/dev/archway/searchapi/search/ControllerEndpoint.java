package dev.archway.searchapi.search;

import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ControllerView;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What an experiment's controllers think. Updates come in pages: `after` is the last version that
/// the reader has, `limit` how many it wants at most, `arm` whose; without it, that many of each.
@RestController
class ControllerEndpoint {
  private static final int MOST = 1000;

  private final Experiments experiments;
  private final Policies policies;

  ControllerEndpoint(Experiments experiments, Policies policies) {
    this.experiments = experiments;
    this.policies = policies;
  }

  @GetMapping("/api/v1/experiments/{id}/controller")
  ControllerView read(
      @PathVariable UUID id,
      @RequestParam Optional<Arm> arm,
      @RequestParam(defaultValue = "0") int after,
      @RequestParam(defaultValue = "100") int limit) {
    requirePage(after, limit);
    var experiment = experiments.get(id);
    var arms = arm.map(List::of).orElseGet(() -> experiment.spec().arms());
    if (!experiment.spec().arms().containsAll(arms)) {
      throw ProblemType.WRONG_STATE.because("Experiment %s has no control arm.".formatted(id));
    }
    return new ControllerView(
        experiment.space().decisions().list(),
        arms.stream().map(a -> view(experiment, a, after, limit)).toList());
  }

  private static void requirePage(int after, int limit) {
    if (after < 0) {
      throw ProblemType.INVALID_REQUEST.because(
          "Parameter after is the last version that you have, or 0, but is " + after + ".");
    }
    if (limit < 1 || limit > MOST) {
      throw ProblemType.INVALID_REQUEST.because(
          "Parameter limit lies in 1..%d, but is %d.".formatted(MOST, limit));
    }
  }

  private ControllerView.ArmView view(Experiment experiment, Arm arm, int after, int limit) {
    return new ControllerView.ArmView(
        arm,
        experiment.spec().controllerOf(arm),
        experiment.standing().heads().of(arm),
        policies.updates(experiment.id(), arm, after, limit));
  }
}
