package dev.archway.searchapi;

import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.space.GivenSpace;
import dev.archway.searchapi.load.LoadRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Whole trials a second that one process of the service and its PostgreSQL get through, with 500
/// evaluators over HTTP: all in one experiment, then over 20. Trials are counted in the database.
///
/// Run with this module's test class path. Arguments: seconds of each measurement (30), evaluators
/// (500), milliseconds of an evaluation (1500).
public final class ApiLoad {
  private static final int WARM_UP_SECONDS = 60;
  private static final int LEASE_SECONDS = 30;
  private static final int DECISIONS = 8;
  private static final List<String> OPTIONS = List.of("a", "b", "c", "d", "e", "f", "g", "h");

  private final Replicas replicas;
  private final LoadRun.Settings settings;

  private ApiLoad(Replicas replicas, LoadRun.Settings settings) {
    this.replicas = replicas;
    this.settings = settings;
  }

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
    int evaluators = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
    int pause = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1500;
    try (var replicas = Replicas.durable(1, LEASE_SECONDS)) {
      replicas.runFirst(1);
      var load =
          new ApiLoad(
              replicas,
              new LoadRun.Settings(
                  replicas.process(0).port(), evaluators, pause, WARM_UP_SECONDS, seconds));
      var one = load.measure(1);
      var many = load.measure(20);
      replicas.errors().forEach(System.err::println);
      System.out.printf(
          Locale.ROOT,
          "{\"benchmark\":\"api-load\",\"planned\":2,\"done\":2,\"evaluators\":%d,\"oneExperiment\":%s,\"twentyExperiments\":%s}%n",
          evaluators,
          one,
          many);
    }
  }

  private String measure(int experiments) throws Exception {
    var client = replicas.process(0).client();
    var ids = new ArrayList<String>();
    for (int i = 0; i < experiments; i++) {
      ids.add(
          client
              .experiments()
              .create(spec(2 * settings.evaluators() / experiments, i))
              .id()
              .toString());
    }
    var result = new LoadRun(settings, replicas.jdbc()).measure(ids);
    System.err.println(experiments + " experiments: " + result.text());
    return result.json();
  }

  private static ExperimentSpec spec(int parallelism, int number) {
    var decisions =
        IntStream.range(0, DECISIONS)
            .mapToObj(i -> Map.of("name", "decision" + i, "options", OPTIONS))
            .toList();
    return new ExperimentSpec(
        "load-" + number,
        new GivenSpace.Own(
            Optional.empty(), Map.of("name", "load", "type", "opaque", "decisions", decisions)),
        new ObjectiveSpec.Accuracy(),
        new ControllerSpec.Random(),
        Optional.empty(),
        new EvaluationSpec.Own(Optional.empty()),
        List.of(),
        1_000_000,
        Optional.of(parallelism),
        number);
  }
}
