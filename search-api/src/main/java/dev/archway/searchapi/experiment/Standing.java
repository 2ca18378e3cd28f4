package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ExperimentState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where an experiment stands: everything about it that moves. Changed only under the row lock that
/// [Experiments#lock] takes, which orders all that happens in one experiment.
///
/// @param reason why it ended, or why nothing more will be proposed
/// @param heads the newest policy version of each arm
/// @param targets the T of each of the objective's costs by the cost's name, as far as it is known
public record Standing(
    ExperimentState state,
    Optional<String> reason,
    Counters counters,
    Heads heads,
    Map<String, Double> targets) {
  /// So many proposals in a row without a new architecture end an experiment.
  private static final int REPEATS_TO_CONVERGE = 50;

  /// How a reason begins that a limit of the budget has set.
  public static final String BUDGET = "BUDGET";

  private static final String DRAINED = "STOPPED";

  public Standing {
    targets = Map.copyOf(targets);
  }

  static Standing start(Map<String, Double> targets) {
    return new Standing(
        ExperimentState.RUNNING, Optional.empty(), Counters.START, Heads.START, targets);
  }

  /// A baseline takes the next number; it uses no budget.
  public Standing withBaseline() {
    return with(counters.withBaseline());
  }

  /// A new architecture takes the next number and one trial of the budget.
  public Standing withProposal() {
    return with(counters.withProposal());
  }

  /// A repeated architecture takes the next number and no budget; the 50th in a row ends the
  /// search.
  public Standing withRepeat() {
    var next = with(counters.withRepeat());
    int repeats = next.counters.consecutiveRepeats();
    return repeats < REPEATS_TO_CONVERGE
        ? next
        : next.exhausted(
            "CONVERGED: the last " + repeats + " proposals in a row were known already");
  }

  /// A trial has ended, with or without a result.
  public Standing withEnded(boolean countsAgainstBudget) {
    return with(counters.withEnded(countsAgainstBudget));
  }

  private Standing with(Counters next) {
    return new Standing(state, reason, next, heads, targets);
  }

  /// An arm's controller has learned: its next version is the head.
  public Standing withUpdate(Arm arm) {
    return new Standing(state, reason, counters, heads.withUpdate(arm), targets);
  }

  /// A baseline that sets a target has been measured.
  public Standing withTarget(String cost, double target) {
    var more = new HashMap<>(targets);
    more.put(cost, target);
    return new Standing(state, reason, counters, heads, more);
  }

  /// Nothing more will be proposed; the reason stays for people to read.
  public Standing exhausted(String why) {
    return new Standing(state, Optional.of(why), counters, heads, targets);
  }

  /// What a user stopped, but what is under way still goes on: nothing more will be proposed.
  public Standing drained() {
    return exhausted(DRAINED + ": a user stopped it, and what was under way has ended");
  }

  /// The end that a search comes to whose last trial has ended.
  ///
  /// @param why unless it is known already
  public Standing ended(String why) {
    var said = reason.orElse(why);
    return exhausted(said)
        .to(said.startsWith(DRAINED) ? ExperimentState.STOPPED : ExperimentState.FINISHED);
  }

  /// What the old budget ended may go on under a new one.
  Standing withNewBudget() {
    return reason.filter(why -> why.startsWith(BUDGET)).isPresent() && !state.ended()
        ? new Standing(state, Optional.empty(), counters, heads, targets)
        : this;
  }

  /// Moves on to another state; refuses a step that the state's life does not have.
  public Standing to(ExperimentState next) {
    if (!state.canBecome(next)) {
      throw new IllegalStateException("An experiment that is " + state + " cannot become " + next);
    }
    return new Standing(next, reason, counters, heads, targets);
  }

  /// Whether the controller has nothing left to propose, although the budget may not be used up.
  public boolean isExhausted() {
    return reason.isPresent();
  }
}
