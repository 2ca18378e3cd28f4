package dev.archway.controller.replay;

import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.RnnSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /// Also by the name of a preset that another one stands for in [#all()], as `mnasnet`, which
  /// searched with `nasnet`'s controller.
  public static Optional<Contender> named(String name) {
    return all().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .or(() ->
            Optional.ofNullable(RnnSpec.presets().get(name))
                .map(spec -> new Contender(name, spec)));
  }

  /// Every name that [#named] knows, those of [#all()] first.
  public static List<String> names() {
    return Stream.concat(
            all().stream().map(Contender::name), RnnSpec.presets().keySet().stream().sorted())
        .distinct()
        .toList();
  }
}
