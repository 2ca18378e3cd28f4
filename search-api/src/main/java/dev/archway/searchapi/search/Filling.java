package dev.archway.searchapi.search;

import dev.archway.controller.Proposal;
import dev.archway.controller.Proposals;
import dev.archway.core.architecture.Architecture;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.network.NetworkHash;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.experiment.Standing;
import dev.archway.searchapi.fleet.Fleet;
import dev.archway.searchapi.task.Tasks;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import dev.archway.searchapi.trial.TriedNetworks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps up to `parallelism` trials of an experiment under way: first its baselines, then what the
/// controller proposes. A proposal follows from policy version, seed and trial number alone; if any
/// of these has moved when it is to be written, it is thrown away and made anew.
@Component
class Filling {
  /// Most trials that are added by one transaction.
  private static final int AT_ONCE = 64;

  /// How many trials are kept under way for evaluators whose number nobody knows.
  private static final int OWN_EVALUATORS = 10;

  private final Experiments experiments;
  private final Trials trials;
  private final TriedNetworks tried;
  private final Tasks tasks;
  private final Policies policies;
  private final Fleet fleet;
  private final TransactionTemplate transaction;

  Filling(
      Experiments experiments,
      Trials trials,
      TriedNetworks tried,
      Tasks tasks,
      Policies policies,
      Fleet fleet,
      TransactionTemplate transaction) {
    this.experiments = experiments;
    this.trials = trials;
    this.tried = tried;
    this.tasks = tasks;
    this.policies = policies;
    this.fleet = fleet;
    this.transaction = transaction;
  }

  /// Adds trials if there is room for them; says whether there may be more to do at once.
  boolean fill(Experiment experiment) {
    if (experiment.standing().state() != ExperimentState.RUNNING || spent(experiment)) {
      return false;
    }
    int room = room(experiment);
    if (room <= 0) {
      return false;
    }
    int index = experiment.standing().counters().nextNumber() - 1;
    var baselines = experiment.spec().baselines();
    if (index >= baselines.size()) {
      return propose(experiment, room);
    }
    write(experiment, standing -> addBaseline(experiment, standing, baselines.get(index)));
    return true;
  }

  /// Whether nothing more will be proposed.
  static boolean spent(Experiment experiment) {
    return experiment.standing().isExhausted()
        || experiment.standing().counters().proposed() >= experiment.spec().trials();
  }

  private int room(Experiment experiment) {
    int parallelism =
        experiment
            .spec()
            .parallelism()
            .orElseGet(() ->
                switch (experiment.spec().evaluation()) {
                  case EvaluationSpec.Training _ -> fleet.slots() + 1;
                  case EvaluationSpec.Own _ -> OWN_EVALUATORS;
                });
    return parallelism - trials.underWay(experiment.id());
  }

  /// Whether an arm has its turn and proposes nothing before it has learned more.
  boolean waits(Experiment experiment, Arm arm) {
    return arm == nextArm(experiment) && proposals(experiment, arm, 1) instanceof Proposals.Wait;
  }

  private static Arm nextArm(Experiment experiment) {
    return experiment.spec().nextArm(experiment.standing().counters().proposed());
  }

  private Proposals proposals(Experiment experiment, Arm arm, int atMost) {
    var networks = triedBy(experiment, arm);
    return policies
        .head(experiment, arm)
        .propose(
            experiment.standing().counters().nextNumber(),
            atMost,
            choices ->
                networks.contains(
                    TrialPlan.identity(experiment.space().decode(choices), experiment.images())));
  }

  private Set<NetworkHash> triedBy(Experiment experiment, Arm arm) {
    return tried.of(experiment.id(), arm, experiment.standing().counters().nextNumber());
  }

  private boolean propose(Experiment experiment, int room) {
    var arm = nextArm(experiment);
    return switch (proposals(experiment, arm, inTurn(experiment, arm, Math.min(room, AT_ONCE)))) {
      case Proposals.Next next -> {
        var plans = plans(experiment, arm, next.list());
        boolean written = write(experiment, standing -> add(experiment, standing, plans));
        yield !written || plans.stream().filter(plan -> !plan.repeat()).count() < room;
      }
      case Proposals.Wait _ -> false;
      case Proposals.Exhausted exhausted -> {
        write(experiment, standing -> standing.exhausted("EXHAUSTED: " + exhausted.reason()));
        yield true;
      }
    };
  }

  /// How many proposals an arm may make before the other arm has its turn or the budget is used up.
  private static int inTurn(Experiment experiment, Arm arm, int room) {
    int proposed = experiment.standing().counters().proposed();
    int left = Math.min(room, experiment.spec().trials() - proposed);
    int turns = 1;
    while (turns < left && experiment.spec().nextArm(proposed + turns) == arm) {
      turns++;
    }
    return turns;
  }

  /// What proposals become, up to one that stands for the network of another among them: that one
  /// is known to it once it is a trial, so it is asked for again then.
  private List<Planned> plans(Experiment experiment, Arm arm, List<Proposal> proposals) {
    var planned = new ArrayList<Planned>();
    var known = triedBy(experiment, arm);
    var hashes = new HashSet<NetworkHash>();
    int number = experiment.standing().counters().nextNumber();
    for (var proposal : proposals) {
      var source =
          new TrialPlan.Proposed(
              arm,
              proposal.choices(),
              experiment.standing().heads().of(arm),
              proposal.logProbability(),
              Optional.of(proposal.provenance()),
              Optional.empty());
      var architecture = experiment.space().decode(proposal.choices());
      var plan = plan(experiment, number + planned.size(), source, architecture);
      if (!hashes.add(plan.hash())) {
        break;
      }
      planned.add(new Planned(plan, known.contains(plan.hash())));
    }
    return planned;
  }

  /// A trial to be.
  ///
  /// @param repeat whether its network is a trial already
  private record Planned(TrialPlan plan, boolean repeat) {}

  /// One change to where the experiment stands, unless it has moved since it was read; `write` says
  /// whether it was made.
  @FunctionalInterface
  private interface Step {
    Standing apply(Standing standing);
  }

  private boolean write(Experiment read, Step step) {
    return transaction.execute(_ -> {
      var locked = experiments.lock(read.id());
      var now = locked.standing();
      boolean unmoved =
          now.state() == ExperimentState.RUNNING
              && !now.isExhausted()
              && now.counters().nextNumber() == read.standing().counters().nextNumber()
              && now.heads().equals(read.standing().heads())
              && locked.spec().budget().equals(read.spec().budget());
      if (unmoved) {
        experiments.write(read.id(), step.apply(now));
      }
      return unmoved;
    });
  }

  private Standing addBaseline(Experiment experiment, Standing standing, BaselineSpec baseline) {
    var architecture = baseline.architecture(experiment.images().orElseThrow().shape());
    int number = standing.counters().nextNumber();
    var plan = plan(experiment, number, new TrialPlan.Baseline(baseline.name()), architecture);
    queue(experiment, List.of(trials.create(experiment.id(), number, plan)));
    return standing.withBaseline();
  }

  /// None is known that was not when the proposals were made: a trial more would have moved the
  /// next number.
  private Standing add(Experiment experiment, Standing standing, List<Planned> plans) {
    var moved = standing;
    var created = new ArrayList<UUID>();
    for (var planned : plans) {
      if (moved.isExhausted()) {
        break;
      }
      int number = moved.counters().nextNumber();
      if (planned.repeat()) {
        trials.noteRepeat(experiment.id(), number, planned.plan());
        moved = moved.withRepeat();
      } else {
        created.add(trials.create(experiment.id(), number, planned.plan()));
        moved = moved.withProposal();
      }
    }
    queue(experiment, created);
    return moved;
  }

  private void queue(Experiment experiment, List<UUID> created) {
    tasks.queue(created, experiment.id(), experiment.spec());
  }

  private static TrialPlan plan(
      Experiment experiment, int number, TrialPlan.Source source, Architecture architecture) {
    long seed = TrialPlan.seed(experiment.spec().seed(), number);
    return TrialPlan.of(source, architecture, experiment.images(), seed);
  }
}
