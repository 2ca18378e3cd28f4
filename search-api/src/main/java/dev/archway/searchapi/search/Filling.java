package dev.archway.searchapi.search;

import dev.archway.controller.Proposal;
import dev.archway.controller.Proposals;
import dev.archway.core.architecture.Architecture;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.space.Choices;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.experiment.Standing;
import dev.archway.searchapi.fleet.Fleet;
import dev.archway.searchapi.task.Tasks;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps up to `parallelism` trials of an experiment under way: first its baselines, then what the
/// controller proposes. A proposal follows from policy version, seed and trial number alone; if any
/// of these has moved when it is to be written, it is thrown away and made anew.
@Component
class Filling {
  private final Experiments experiments;
  private final Trials trials;
  private final Tasks tasks;
  private final Policies policies;
  private final Fleet fleet;
  private final TransactionTemplate transaction;

  Filling(
      Experiments experiments,
      Trials trials,
      Tasks tasks,
      Policies policies,
      Fleet fleet,
      TransactionTemplate transaction) {
    this.experiments = experiments;
    this.trials = trials;
    this.tasks = tasks;
    this.policies = policies;
    this.fleet = fleet;
    this.transaction = transaction;
  }

  /// Adds one trial if there is room for it; says whether it may be worth asking again.
  boolean fillOnce(UUID id) {
    var experiment = experiments.get(id);
    if (experiment.standing().state() != ExperimentState.RUNNING || !hasRoom(experiment)) {
      return false;
    }
    int index = experiment.standing().counters().nextNumber() - 1;
    var baselines = experiment.spec().baselines();
    return index < baselines.size()
        ? write(experiment, standing -> addBaseline(experiment, standing, baselines.get(index)))
        : propose(experiment);
  }

  /// Whether nothing more will be proposed.
  static boolean spent(Experiment experiment) {
    return experiment.standing().isExhausted()
        || experiment.standing().counters().proposed() >= experiment.spec().trials();
  }

  private boolean hasRoom(Experiment experiment) {
    int parallelism = experiment.spec().parallelism().orElseGet(() -> fleet.slots() + 1);
    return !spent(experiment) && trials.underWay(experiment.id()) < parallelism;
  }

  /// Whether an arm has its turn and proposes nothing before it has learned more.
  boolean waits(Experiment experiment, Arm arm) {
    return arm == nextArm(experiment) && proposals(experiment, arm) instanceof Proposals.Wait;
  }

  private static Arm nextArm(Experiment experiment) {
    return experiment.spec().nextArm(experiment.standing().counters().proposed());
  }

  private Proposals proposals(Experiment experiment, Arm arm) {
    int number = experiment.standing().counters().nextNumber();
    return policies
        .head(experiment, arm)
        .propose(number, 1, choices -> known(experiment, arm, choices));
  }

  private boolean propose(Experiment experiment) {
    var arm = nextArm(experiment);
    return switch (proposals(experiment, arm)) {
      case Proposals.Next next -> {
        var proposal = next.list().getFirst();
        yield write(experiment, standing -> addProposal(experiment, standing, arm, proposal));
      }
      case Proposals.Wait _ -> false;
      case Proposals.Exhausted exhausted ->
          write(experiment, standing -> standing.exhausted("EXHAUSTED: " + exhausted.reason()));
    };
  }

  private boolean known(Experiment experiment, Arm arm, Choices choices) {
    var architecture = experiment.space().decode(choices);
    return trials.known(
        experiment.id(), arm, TrialPlan.identity(architecture, experiment.images()));
  }

  /// One change to where the experiment stands, unless it has moved since it was read.
  @FunctionalInterface
  private interface Step {
    Standing apply(Standing standing);
  }

  private boolean write(Experiment read, Step step) {
    transaction.executeWithoutResult(_ -> {
      var now = experiments.lock(read.id()).standing();
      if (now.state() == ExperimentState.RUNNING
          && now.counters().nextNumber() == read.standing().counters().nextNumber()
          && now.heads().equals(read.standing().heads())) {
        experiments.write(read.id(), step.apply(now));
      }
    });
    return true;
  }

  private Standing addBaseline(Experiment experiment, Standing standing, BaselineSpec baseline) {
    var architecture = baseline.architecture(experiment.images().orElseThrow().shape());
    var plan = plan(experiment, standing, new TrialPlan.Baseline(baseline.name()), architecture);
    queue(experiment, standing, plan);
    return standing.withBaseline();
  }

  private Standing addProposal(
      Experiment experiment, Standing standing, Arm arm, Proposal proposal) {
    var source =
        new TrialPlan.Proposed(
            arm,
            proposal.choices(),
            standing.heads().of(arm),
            proposal.logProbability(),
            Optional.of(proposal.provenance()),
            Optional.empty());
    var plan = plan(experiment, standing, source, experiment.space().decode(proposal.choices()));
    if (trials.known(experiment.id(), arm, plan.hash())) {
      trials.noteRepeat(experiment.id(), standing.counters().nextNumber(), plan);
      return standing.withRepeat();
    }
    queue(experiment, standing, plan);
    return standing.withProposal();
  }

  private void queue(Experiment experiment, Standing standing, TrialPlan plan) {
    var trial = trials.create(experiment.id(), standing.counters().nextNumber(), plan);
    tasks.queue(trial, experiment.id(), experiment.spec());
  }

  private static TrialPlan plan(
      Experiment experiment,
      Standing standing,
      TrialPlan.Source source,
      Architecture architecture) {
    long seed = TrialPlan.seed(experiment.spec().seed(), standing.counters().nextNumber());
    return TrialPlan.of(source, architecture, experiment.images(), seed);
  }
}
