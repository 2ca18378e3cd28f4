package dev.archway.controller;

import dev.archway.core.space.Choices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A controller's answer to the question what to try next.
public sealed interface Proposals {

  /// Try these: the first is that of the first trial number asked for, and so on.
  record Next(List<Proposal> list) implements Proposals {
    public Next {
      list = List.copyOf(list);
      if (list.isEmpty()) {
        throw new IllegalArgumentException("Next holds at least one proposal, but holds none.");
      }
    }
  }

  /// Nothing until the next update: results that are under way decide what comes next.
  record Wait() implements Proposals {}

  /// Nothing more, ever.
  record Exhausted(String reason) implements Proposals {}

  /// How a controller that can always answer proposes for one trial number; nothing if every
  /// architecture is known.
  @FunctionalInterface
  interface Single {
    Optional<Proposal> propose(int number, Predicate<Choices> known);
  }

  /// Several proposals, each made as if those before it were known.
  static Proposals oneByOne(int firstNumber, int atMost, Predicate<Choices> known, Single single) {
    if (firstNumber < 1 || atMost < 1) {
      throw new IllegalArgumentException(
          "At least one proposal is asked for, from number 1 on, but it was %d from number %d."
              .formatted(atMost, firstNumber));
    }
    Set<Choices> proposed = new HashSet<>();
    var list = new ArrayList<Proposal>();
    for (int number = firstNumber; number - firstNumber < atMost; number++) {
      var proposal = single.propose(number, c -> proposed.contains(c) || known.test(c));
      if (proposal.isEmpty()) {
        break;
      }
      proposed.add(proposal.get().choices());
      list.add(proposal.get());
    }
    return list.isEmpty()
        ? new Exhausted("All architectures of the space are known.")
        : new Next(list);
  }
}
