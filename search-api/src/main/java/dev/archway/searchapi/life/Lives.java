package dev.archway.searchapi.life;

import dev.archway.core.experiment.ExperimentState;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.experiment.Standing;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.task.Tasks;
import dev.archway.searchapi.trial.Trials;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Moves experiments on as users want it. Asking for what is so already changes nothing.
@Service
class Lives {
  private static final Logger log = LoggerFactory.getLogger(Lives.class);

  private final Experiments experiments;
  private final Trials trials;
  private final Tasks tasks;

  Lives(Experiments experiments, Trials trials, Tasks tasks) {
    this.experiments = experiments;
    this.trials = trials;
    this.tasks = tasks;
  }

  /// No new trials; those under way go on.
  @Transactional
  public void pause(UUID id) {
    become(id, ExperimentState.PAUSED);
  }

  @Transactional
  public void resume(UUID id) {
    become(id, ExperimentState.RUNNING);
  }

  private void become(UUID id, ExperimentState next) {
    var experiment = experiments.lock(id);
    if (experiment.standing().state() != next) {
      requireStep(experiment, next);
      write(id, experiment.standing().to(next));
    }
  }

  /// Ends an experiment before its budget is used up.
  @Transactional
  public void stop(UUID id, StopRequest.Mode mode) {
    var experiment = experiments.lock(id);
    if (experiment.standing().state() == ExperimentState.STOPPED) {
      return;
    }
    requireStep(experiment, ExperimentState.STOPPED);
    switch (mode) {
      case DRAIN -> write(id, experiment.standing().drained());
      case NOW -> {
        var reason = "STOPPED: a user stopped the experiment";
        int cancelled = trials.cancelAll(id, reason);
        tasks.cancelAll(id);
        write(id, experiment.standing().exhausted(reason).to(ExperimentState.STOPPED));
        log.info("Experiment {} was stopped, with {} trials under way", id, cancelled);
      }
    }
  }

  private static void requireStep(Experiment experiment, ExperimentState next) {
    var state = experiment.standing().state();
    if (!state.canBecome(next)) {
      throw ProblemType.WRONG_STATE.because(
          "Experiment %s is %s and cannot become %s.".formatted(experiment.id(), state, next));
    }
  }

  private void write(UUID id, Standing standing) {
    experiments.write(id, standing);
    experiments.lookAt(id);
  }
}
