package dev.archway.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.archway.client.Json;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.VerdictView;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.Choices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All that a demo found out, as one JSON object for programs. What is not known is absent, never
/// zero. With `targetMillis` and the objective's exponents every reward can be computed anew from
/// its trial's own accuracy and p50.
///
/// @param trials those that the controller proposed
/// @param objective the exponents of `ACC x (LAT/T)^w`
/// @param pictures SVG files of the best trials' architectures, the best first
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DemoReport(
    Images dataset,
    Exponents objective,
    List<Entry> trials,
    List<Entry> baselines,
    Best best,
    List<String> pictures,
    Controller controller,
    Optional<Control> control,
    Optional<Double> targetMillis,
    double wallSeconds) {

  /// The images: those that each trial was trained on, those that its accuracy comes from, and
  /// those that the best alone was run over, once, after the search.
  public record Images(
      String name, boolean real, int trainImages, int validationImages, int testImages) {
    static Images of(Dataset dataset, Recipe recipe) {
      return new Images(
          dataset.name(),
          dataset.real(),
          recipe.trainImages(),
          recipe.validationImages(),
          dataset.testImages());
    }
  }

  /// Which controller proposed, and how often it learned.
  public record Controller(String kind, int updates) {
    static Controller of(ExperimentView experiment) {
      var kind =
          switch (experiment.spec().controller()) {
            case RnnSpec _ -> "rnn";
            case ControllerSpec.Evolution _ -> "evolution";
            case ControllerSpec.LocalSearch _ -> "local";
            case ControllerSpec.Random _ -> "random";
          };
      return new Controller(kind, experiment.updates());
    }
  }

  /// The arm that the search was held against.
  ///
  /// @param verdict absent where there are too few rewards for any
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Control(List<Entry> trials, Optional<VerdictView> verdict) {}

  /// A trial.
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Entry(
      int number,
      TrialOrigin origin,
      Optional<String> name,
      Optional<Choices> choices,
      String architecture,
      TrialState state,
      Optional<String> reason,
      Optional<Double> accuracy,
      Optional<LatencyView> latencyMillis,
      Optional<Double> reward,
      long multiplyAdds,
      long parameters,
      int epochs,
      Optional<Double> imagesPerSecond) {
    static Entry of(TrialView trial) {
      return new Entry(
          trial.number(),
          trial.origin(),
          trial.name(),
          trial.choices(),
          trial.architecture(),
          trial.state(),
          trial.reason(),
          trial.accuracy(),
          trial.latencyMillis(),
          trial.reward(),
          trial.cost(AnalyticCost.MULTIPLY_ADDS),
          trial.cost(AnalyticCost.PARAMETERS),
          trial.epochs(),
          trial.imagesPerSecond());
    }
  }

  /// The proposed trial of the highest reward, with its share of test images got right and the
  /// files it was left in.
  public record Best(@JsonUnwrapped Entry trial, double testAccuracy, String onnx, String weights) {
    static Best of(TrialView trial, BestFiles files) {
      return new Best(
          Entry.of(trial),
          trial.testAccuracy().orElseThrow(),
          files.onnx().toString(),
          files.weights().toString());
    }
  }

  static DemoReport of(
      Images images,
      ExperimentView experiment,
      List<TrialView> trials,
      Best best,
      TrialPictures pictures,
      Optional<VerdictView> verdict,
      Duration wallTime) {
    return new DemoReport(
        images,
        DemoPlan.EXPONENTS,
        entries(trials, TrialOrigin.CONTROLLER),
        entries(trials, TrialOrigin.BASELINE),
        best,
        pictures.files().stream().map(Path::toString).toList(),
        Controller.of(experiment),
        experiment
            .spec()
            .control()
            .map(_ -> new Control(entries(trials, TrialOrigin.CONTROL), verdict)),
        Optional.ofNullable(experiment.targets().get(CostSpec.LATENCY_MILLIS)),
        wallTime.toMillis() / 1000.0);
  }

  private static List<Entry> entries(List<TrialView> trials, TrialOrigin origin) {
    return trials.stream().filter(t -> t.origin() == origin).map(Entry::of).toList();
  }

  /// The report on one line.
  public String json() {
    return Json.mapper().writeValueAsString(this);
  }
}
