package dev.archway.benchmarks.quality;

import dev.archway.controller.replay.Contender;
import dev.archway.core.experiment.RnnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who is compared, and how.
///
/// @param name of the benchmark
/// @param contenders all are compared with the first
/// @param evaluations after how many different networks
/// @param inFlight trials under way at once
record Field(
    String name, List<Contender> contenders, List<Integer> evaluations, List<Integer> inFlight) {
  private static final RnnSpec RNN = RnnSpec.standard();

  /// Every controller with its defaults.
  static final Field CONTROLLERS =
      new Field("search-quality", Contender.all(), List.of(100, 200, 500), List.of(1, 8));

  /// The default RNN, and what becomes of it with one part of it changed: which part does what.
  static final Field ABLATION =
      new Field(
          "rnn-ablation",
          List.of(
              new Contender("rnn", RNN),
              changed("no-queue", RNN.advantage(), RNN.gradient(), RNN.update(), Optional.empty()),
              advantage("rank-alone", new RnnSpec.Advantage.Rank(10_000)),
              advantage("reward", new RnnSpec.Advantage.OverBaseline(0.9)),
              changed(
                  "ppo-4-passes",
                  RNN.advantage(),
                  new RnnSpec.Gradient.Ppo(0.2, 4),
                  RNN.update(),
                  RNN.queue()),
              update("no-entropy", 5, 0.01, 0),
              update("batch-20", 20, 0.01, 0.1),
              update("slow", 5, 0.001, 0.1),
              changed(
                  "neither",
                  new RnnSpec.Advantage.OverBaseline(0.9),
                  RNN.gradient(),
                  RNN.update(),
                  Optional.empty())),
          List.of(100, 200),
          List.of(1));

  private static Contender advantage(String name, RnnSpec.Advantage advantage) {
    return changed(name, advantage, RNN.gradient(), RNN.update(), RNN.queue());
  }

  private static Contender update(
      String name, int batch, double learningRate, double entropyWeight) {
    var update =
        new RnnSpec.Update(batch, learningRate, entropyWeight, RNN.update().maxGradientNorm());
    return changed(name, RNN.advantage(), RNN.gradient(), update, RNN.queue());
  }

  private static Contender changed(
      String name,
      RnnSpec.Advantage advantage,
      RnnSpec.Gradient gradient,
      RnnSpec.Update update,
      Optional<RnnSpec.PriorityQueue> queue) {
    return new Contender(name, new RnnSpec(RNN.lstm(), advantage, gradient, update, queue));
  }

  /// Everything that each seed is searched with.
  List<Condition> conditions() {
    var conditions = new ArrayList<Condition>();
    for (var goal : Goal.values()) {
      for (int trials : inFlight) {
        for (var contender : contenders) {
          conditions.add(new Condition(contender.name(), goal, trials));
        }
      }
    }
    return conditions;
  }

  Contender named(String contender) {
    return contenders.stream().filter(c -> c.name().equals(contender)).findFirst().orElseThrow();
  }
}
