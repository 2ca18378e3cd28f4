package dev.archway.controller.replay;

import dev.archway.controller.Controller;
import dev.archway.controller.Observation;
import dev.archway.controller.Outcome;
import dev.archway.controller.Proposal;
import dev.archway.controller.Proposals;
import dev.archway.core.space.Choices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A search as the service runs it, without a service: some trials under way, topped up whenever
/// one ends; results in random order; a repeat is neither tried nor counted; updates as soon as the
/// controller has the results that it waits for, or all that there will be.
public final class SimulatedSearch {
  /// So many repeats in a row end a search: it has converged.
  static final int CONVERGED = 50;

  private final Controller controller;
  private final Function<Choices, Outcome> trials;
  private final Settings settings;
  private final RandomGenerator order;
  private final Set<Choices> known = new HashSet<>();
  private final List<Pending> underWay = new ArrayList<>();
  private final List<Observation> unlearned = new ArrayList<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final List<Observation> learned = new ArrayList<>();
  private int repeatsInARow;
  private boolean waits;
  private Optional<String> endedEarly = Optional.empty();

  /// How long and how wide a search is.
  ///
  /// @param evaluations different architectures that are tried, whatever becomes of them
  /// @param inFlight trials under way at the same time
  public record Settings(int evaluations, int inFlight) {
    public Settings {
      if (evaluations < 1 || evaluations > 1_000_000 || inFlight < 1 || inFlight > 10_000) {
        throw new IllegalArgumentException(
            "A search has 1..1000000 evaluations and 1..10000 in flight, but %d and %d were asked for."
                .formatted(evaluations, inFlight));
      }
    }
  }

  /// What happened.
  ///
  /// @param proposals in the order of their numbers, the first being number 1; repeats included
  /// @param learned every result, in the order in which the controller took them in
  /// @param endedEarly why the search ended before its evaluations were used up
  public record Story(
      List<Proposal> proposals, List<Observation> learned, Optional<String> endedEarly) {
    public Story {
      proposals = List.copyOf(proposals);
      learned = List.copyOf(learned);
    }
  }

  private record Pending(int number, Proposal proposal, int policyVersion) {}

  private SimulatedSearch(
      Controller controller,
      Function<Choices, Outcome> trials,
      Settings settings,
      RandomGenerator order) {
    this.controller = controller;
    this.trials = trials;
    this.settings = settings;
    this.order = order;
  }

  /// Runs a search to its end; the controller is then as its last update left it.
  ///
  /// @param trials what becomes of a trial, asked once for each, when it ends
  /// @param order which of the trials under way ends next
  public static Story run(
      Controller controller,
      Function<Choices, Outcome> trials,
      Settings settings,
      RandomGenerator order) {
    return new SimulatedSearch(controller, trials, settings, order).run();
  }

  private Story run() {
    fill();
    while (!underWay.isEmpty()) {
      finishOne();
      while (!unlearned.isEmpty() && unlearned.size() >= controller.updateBatch()) {
        learn(controller.updateBatch());
      }
      fill();
      while (waits && underWay.isEmpty() && !unlearned.isEmpty()) {
        learn(unlearned.size());
        fill();
      }
    }
    if (!unlearned.isEmpty()) {
      learn(unlearned.size());
    }
    return new Story(proposals, learned, endedEarly);
  }

  private void fill() {
    waits = false;
    while (!waits
        && endedEarly.isEmpty()
        && underWay.size() < settings.inFlight()
        && known.size() < settings.evaluations()) {
      proposeOne();
    }
    if (waits && underWay.isEmpty() && unlearned.isEmpty()) {
      endedEarly = Optional.of("The controller waits for results, but nothing is under way.");
    }
  }

  private void proposeOne() {
    switch (controller.propose(proposals.size() + 1, 1, known::contains)) {
      case Proposals.Next(var list) -> take(list.getFirst());
      case Proposals.Wait _ -> waits = true;
      case Proposals.Exhausted(var reason) -> endedEarly = Optional.of(reason);
    }
  }

  private void take(Proposal proposal) {
    proposals.add(proposal);
    if (known.add(proposal.choices())) {
      underWay.add(new Pending(proposals.size(), proposal, controller.version()));
      repeatsInARow = 0;
    } else if (++repeatsInARow == CONVERGED) {
      endedEarly = Optional.of("The last %d proposals were repeats.".formatted(CONVERGED));
    }
  }

  private void finishOne() {
    var ended = underWay.remove(order.nextInt(underWay.size()));
    unlearned.add(
        new Observation(
            ended.number(),
            ended.proposal().choices(),
            ended.policyVersion(),
            ended.proposal().logProbability(),
            trials.apply(ended.proposal().choices())));
  }

  private void learn(int count) {
    var batch = List.copyOf(unlearned.subList(0, count));
    unlearned.subList(0, count).clear();
    controller.learn(batch);
    learned.addAll(batch);
  }
}
