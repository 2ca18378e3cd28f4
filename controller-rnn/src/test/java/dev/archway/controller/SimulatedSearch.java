package dev.archway.controller;

import dev.archway.core.space.Choices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// A search as the service runs it, without training: up to 8 trials under way, results in any
/// order, some failing, some skipped, updates as the controller wants them.
public final class SimulatedSearch {
  private static final int IN_FLIGHT = 8;
  private static final double FAILING = 0.2;
  private static final double SKIPPED = 0.1;

  /// What is compared: everything a controller said and the state it ended in.
  public record Story(
      List<Proposal> proposals, List<Observation> learned, List<Byte> lastSnapshot) {}

  private record Pending(int number, Proposal proposal, int policyVersion) {}

  private final SplittableRandom fate;
  private final Set<Choices> known = new HashSet<>();
  private final List<Pending> underWay = new ArrayList<>();
  private final List<Observation> unlearned = new ArrayList<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final List<Observation> learned = new ArrayList<>();
  private Controller controller;
  private boolean exhausted;

  private SimulatedSearch(Controller controller, long fateSeed) {
    this.controller = controller;
    this.fate = new SplittableRandom(fateSeed);
  }

  /// Runs a search to its end.
  ///
  /// @param between what happens to the controller between any two calls, such as a restart
  public static Story run(
      Controller controller, long fateSeed, int trials, UnaryOperator<Controller> between) {
    var search = new SimulatedSearch(controller, fateSeed);
    while (!search.exhausted && search.proposals.size() < trials) {
      search.controller = between.apply(search.controller);
      search.fill();
      search.controller = between.apply(search.controller);
      search.finishOne();
    }
    while (!search.underWay.isEmpty()) {
      search.finishOne();
    }
    if (!search.unlearned.isEmpty()) {
      search.learn(search.unlearned.size());
    }
    return new Story(search.proposals, search.learned, bytes(search.controller.snapshot()));
  }

  private static List<Byte> bytes(byte[] snapshot) {
    var bytes = new ArrayList<Byte>(snapshot.length);
    for (byte b : snapshot) {
      bytes.add(b);
    }
    return bytes;
  }

  private void fill() {
    if (underWay.size() == IN_FLIGHT) {
      return;
    }
    int number = proposals.size() + 1;
    switch (controller.propose(number, IN_FLIGHT - underWay.size(), known::contains)) {
      case Proposals.Next(var list) -> {
        for (var proposal : list) {
          proposals.add(proposal);
          // A repeat is stored and not tried.
          if (known.add(proposal.choices())) {
            underWay.add(new Pending(proposals.size(), proposal, controller.version()));
          }
        }
      }
      case Proposals.Wait _ -> {
        if (underWay.isEmpty()) {
          throw new AssertionError("The controller waits, but nothing is under way.");
        }
      }
      case Proposals.Exhausted _ -> exhausted = true;
    }
  }

  private void finishOne() {
    if (!underWay.isEmpty()) {
      var ended = underWay.remove(fate.nextInt(underWay.size()));
      unlearned.add(
          new Observation(
              ended.number(),
              ended.proposal().choices(),
              ended.policyVersion(),
              ended.proposal().logProbability(),
              outcome(ended.proposal().choices())));
    }
    if (unlearned.size() >= controller.updateBatch()) {
      learn(controller.updateBatch());
    }
  }

  private Outcome outcome(Choices choices) {
    int sum = choices.options().stream().mapToInt(Integer::intValue).sum();
    Map<String, Double> costs = Map.of("latencyMillis", 1.0 + sum);
    double draw = fate.nextDouble();
    if (draw < FAILING) {
      return new Outcome.Failed("The worker was lost.");
    }
    if (draw < FAILING + SKIPPED) {
      return new Outcome.Skipped("It is slower than 1.5 T.", 0.1 / (1 + sum), costs);
    }
    double accuracy = 0.2 + 0.05 * sum + 0.01 * fate.nextDouble();
    return Outcome.of(accuracy, accuracy, costs);
  }

  private void learn(int count) {
    var batch = List.copyOf(unlearned.subList(0, count));
    unlearned.subList(0, count).clear();
    controller.learn(batch);
    learned.addAll(batch);
  }
}
