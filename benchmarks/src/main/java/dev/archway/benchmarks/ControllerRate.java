package dev.archway.benchmarks;

import dev.archway.controller.Controller;
import dev.archway.controller.Controllers;
import dev.archway.controller.Observation;
import dev.archway.controller.Outcome;
import dev.archway.controller.Proposal;
import dev.archway.controller.Proposals;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// How long the RNN takes on one core for twenty proposals, one update and its summary over
/// NASNet's fifty decisions: what the service waits for between two trials.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(2)
public class ControllerRate {
  private static final int PROPOSALS = 20;

  /// Enough for a queue to be full.
  private static final int FIRST_UPDATES = 4;

  @Param({"rnn", "nasnet"})
  public String preset = "";

  private final SplittableRandom rewards = new SplittableRandom(1);
  private Controller controller =
      Controllers.create(RnnSpec.standard(), Spaces.nasnet().decisions(), 1);
  private int number = 1;

  @Setup
  public void begin() {
    var spec = RnnSpec.presets().getOrDefault(preset, RnnSpec.standard());
    controller = Controllers.create(spec, Spaces.nasnet().decisions(), 1);
    for (int update = 0; update < FIRST_UPDATES; update++) {
      learn(propose(controller.updateBatch()));
    }
  }

  @Benchmark
  public ControllerSummary proposalsAndUpdate() {
    learn(propose(PROPOSALS).subList(0, controller.updateBatch()));
    return controller.summary();
  }

  private List<Proposal> propose(int count) {
    var next = (Proposals.Next) controller.propose(number, count, _ -> false);
    number += count;
    return next.list();
  }

  private void learn(List<Proposal> proposals) {
    var observations = new ArrayList<Observation>();
    for (var proposal : proposals) {
      double reward = rewards.nextDouble();
      observations.add(
          new Observation(
              number,
              proposal.choices(),
              controller.version(),
              proposal.logProbability(),
              new Outcome.Scored(reward, reward, Map.of())));
    }
    controller.learn(observations);
  }

  public static void main(String[] arguments) throws RunnerException {
    var results =
        new Runner(
                new OptionsBuilder()
                    .include(ControllerRate.class.getName() + ".*")
                    .jvmArgsAppend("-Xmx1g", "-XX:+UseSerialGC")
                    .build())
            .run();
    var line =
        new StringBuilder("{\"benchmark\":\"controller-rate\",\"planned\":2,\"done\":")
            .append(results.size());
    for (var result : results) {
      var score = result.getPrimaryResult();
      line.append(
          String.format(
              Locale.ROOT,
              ",\"%s\":{\"milliseconds\":%.1f,\"error\":%.1f}",
              result.getParams().getParam("preset"),
              score.getScore(),
              score.getScoreError()));
    }
    System.out.println(line.append('}'));
  }
}
