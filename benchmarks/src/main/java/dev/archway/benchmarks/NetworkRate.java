package dev.archway.benchmarks;

import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.space.Spaces;
import java.util.Collection;
import java.util.Locale;
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
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// How many networks a second one core samples, decodes, expands, costs and identifies: what a
/// controller does with every candidate.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(2)
public class NetworkRate {
  @Param({"mnasnet", "nasnet"})
  public String space = "";

  private NetworkSpace searched = Spaces.mnasnet();
  private FeatureShape image = new FeatureShape(3, 32, 32);
  private int classes;
  private final SplittableRandom random = new SplittableRandom(1);

  /// `mnasnet` is a space for ImageNet, the others are for 32x32.
  @Setup
  public void choose() {
    searched = Spaces.named(space).orElseThrow();
    boolean large = space.equals("mnasnet");
    image = large ? new FeatureShape(3, 224, 224) : new FeatureShape(3, 32, 32);
    classes = large ? 1000 : 10;
  }

  @Benchmark
  public void network(Blackhole result) {
    var network = searched.decode(searched.decisions().sample(random)).expand(image, classes);
    result.consume(Costs.of(network));
    result.consume(NetworkHash.of(network));
  }

  public static void main(String[] arguments) throws RunnerException {
    var results =
        new Runner(
                new OptionsBuilder()
                    .include(NetworkRate.class.getName() + ".*")
                    .jvmArgsAppend("-Xmx1g", "-XX:+UseSerialGC")
                    .build())
            .run();
    System.out.println(json(results));
  }

  private static String json(Collection<RunResult> results) {
    var line = new StringBuilder("{\"benchmark\":\"network-rate\",\"planned\":2,\"done\":");
    line.append(results.size());
    for (var result : results) {
      var score = result.getPrimaryResult();
      line.append(
          String.format(
              Locale.ROOT,
              ",\"%s\":{\"networksPerSecond\":%.0f,\"error\":%.0f}",
              result.getParams().getParam("space"),
              score.getScore(),
              score.getScoreError()));
    }
    return line.append('}').toString();
  }
}
