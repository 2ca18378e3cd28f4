package dev.archway.controller.replay;

import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.RnnSpec;
import java.util.List;
import java.util.Optional;

/// A controller with its default settings, by the name that people call it.
public record Contender(String name, ControllerSpec spec) {

  /// Every controller there is; comparisons are with the first.
  public static List<Contender> all() {
    return List.of(
        new Contender("rnn", RnnSpec.standard()),
        new Contender("evolution", ControllerSpec.Evolution.small()),
        new Contender("local", ControllerSpec.LocalSearch.small()),
        new Contender("nasnet", RnnSpec.nasnet()),
        new Contender("enas", RnnSpec.enas()),
        new Contender("random", new ControllerSpec.Random()));
  }

  public static Optional<Contender> named(String name) {
    return all().stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
