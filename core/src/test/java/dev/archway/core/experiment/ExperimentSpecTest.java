package dev.archway.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.Measurement;
import dev.archway.core.zoo.GivenNetwork;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ExperimentSpecTest {
  private static final CostSpec LATENCY = new CostSpec.Latency("device", LatencySetting.SINGLE);

  @Test
  void refusesABudgetOrAParallelismOutOfRange() {
    refused(
        "An experiment has 1..1000000 trials, but is asked for 0.",
        () -> spec(0, Optional.empty()));
    refused(
        "An experiment's parallelism lies in 1..10000, but is 0.", () -> spec(1, Optional.of(0)));
  }

  @Test
  void refusesLimitsThatAreNone() {
    refused(
        "A budget's wallClock lies in PT1S..P3650D, but is PT0S.",
        () -> budget(Optional.of(Duration.ZERO), Optional.empty()));
    refused(
        "A budget's noImprovementTrials lies in 1..1000000, but is 0.",
        () -> budget(Optional.empty(), Optional.of(0)));
  }

  private static void budget(Optional<Duration> wallClock, Optional<Integer> noImprovement) {
    var _ =
        new Budget(
            1, wallClock, Optional.empty(), Optional.empty(), Optional.empty(), noImprovement);
  }

  @Test
  void refusesWhatSaysNothingAboutAnExperiment() {
    refused(
        "An experiment's priority lies in 0..9, but is 10.",
        () -> described(10, List.of(), "http://host/"));
    refused(
        "An experiment has up to 20 different tags, but [a, a].",
        () -> described(5, List.of("a", "a"), "http://host/"));
    refused(
        "A tag is a letter or digit and up to 49 letters, digits, spaces, '_', '.', ':', '/' or '-', but is '#'.",
        () -> described(5, List.of("#"), "http://host/"));
    refused(
        "A webhook is an http or https address of a host, without a user's name, but is 'file:///etc/passwd'.",
        () -> described(5, List.of(), "file:///etc/passwd"));
  }

  @Test
  void refusesMoreBaselinesThanASearchIsWorth() {
    var baselines =
        Collections.nCopies(101, new BaselineSpec(GivenNetwork.of("mobilenet-v2"), 0.5));

    refused("An experiment has up to 100 baselines, but 101.", () -> beside(baselines));
  }

  private static void beside(List<BaselineSpec> baselines) {
    var _ =
        new ExperimentSpec(
            "demo",
            GivenSpace.of("mnasnet-small"),
            new ObjectiveSpec.Accuracy(),
            new ControllerSpec.Random(),
            Optional.empty(),
            new EvaluationSpec.Training(Recipe.demo("cifar-10")),
            baselines,
            1,
            Optional.empty(),
            1);
  }

  private static void described(int priority, List<String> tags, String webhook) {
    var _ =
        new ExperimentSpec(
            "demo",
            GivenSpace.of("mnasnet-small"),
            new ObjectiveSpec.Accuracy(),
            new ControllerSpec.Random(),
            Optional.empty(),
            new EvaluationSpec.Training(Recipe.demo("cifar-10")),
            List.of(),
            Budget.ofTrials(1),
            Optional.empty(),
            1,
            priority,
            Optional.empty(),
            tags,
            Optional.of(URI.create(webhook)));
  }

  @Test
  void refusesExponentsThatRewardCosts() {
    refused(
        "The exponents alpha and beta lie in -100..0, so that a higher cost is never better,"
            + " but are 0.07 and -0.07.",
        () -> new Exponents(0.07, -0.07));
    refused(
        "The exponents alpha and beta lie in -100..0, so that a higher cost is never better,"
            + " but are 0.0 and NaN.",
        () -> new Exponents(0, Double.NaN));
    refused(
        "Exponents are 'soft', 'hard' or a pair of alpha and beta, but are 'harder'.",
        () -> Exponents.named("harder"));
    refused(
        "The weight beta lies in -100..0, so that missing the target is never better, but is 0.1.",
        () -> new ObjectiveSpec.Absolute(LATENCY, new Target.Value(5), 0.1));
  }

  @Test
  void refusesATargetThatNothingCanMeet() {
    refused("A target lies above 0 and at most at 1e18, but is 0.0.", () -> new Target.Value(0));
  }

  @Test
  void refusesAProductWithoutACostOrWithOneTwice() {
    refused(
        "A product has at least one term; the accuracy alone is the objective 'accuracy'.",
        () -> new ObjectiveSpec.Product(List.of()));
    var term = new ObjectiveSpec.Term(LATENCY, new Target.Value(5), Exponents.SOFT);
    refused(
        "A product has one term a cost, but has terms of [latencyMillis, latencyMillis].",
        () -> new ObjectiveSpec.Product(List.of(term, term)));
  }

  @Test
  void refusesControllerSettingsOutOfRange() {
    refused(
        "The controller's lstm.units lies in 1..1024, but is 0.",
        () -> new RnnSpec.Lstm(0, 0.1, 1, Optional.empty()));
    refused(
        "The controller's lstm.initialRange lies in (0, 1], but is 0.0.",
        () -> new RnnSpec.Lstm(8, 0, 1, Optional.empty()));
    refused(
        "The controller's lstm.temperature lies in 0.1..100, but is NaN.",
        () -> new RnnSpec.Lstm(8, 0.1, Double.NaN, Optional.empty()));
    refused(
        "The controller's lstm.tanhClamp lies in (0, 100], but is -1.0.",
        () -> new RnnSpec.Lstm(8, 0.1, 1, Optional.of(-1.0)));
    refused(
        "The controller's advantage.decay lies in [0, 1), but is 1.0.",
        () -> new RnnSpec.Advantage.OverBaseline(1));
    refused(
        "The controller's advantage.latest lies in 1..10000, but is 0.",
        () -> new RnnSpec.Advantage.Rank(0));
    refused(
        "The controller's gradient.clip lies in (0, 1), but is 1.0.",
        () -> new RnnSpec.Gradient.Ppo(1, 4));
    refused(
        "The controller's gradient.passes lies in 1..100, but is 0.",
        () -> new RnnSpec.Gradient.Ppo(0.2, 0));
    refused(
        "The controller's update.batch lies in 1..1000, but is 0.",
        () -> new RnnSpec.Update(0, 0.01, 0, 5));
    refused(
        "The controller's update.learningRate lies in (0, 1], but is 0.0.",
        () -> new RnnSpec.Update(4, 0, 0, 5));
    refused(
        "The controller's update.entropyWeight lies in [0, 10], but is -1.0.",
        () -> new RnnSpec.Update(4, 0.01, -1, 5));
    refused(
        "The controller's update.maxGradientNorm lies in (0, 1e6], but is Infinity.",
        () -> new RnnSpec.Update(4, 0.01, 0, Double.POSITIVE_INFINITY));
    refused(
        "The controller's queue.size lies in 1..1000, but is 0.",
        () -> new RnnSpec.PriorityQueue(0, 0.3));
    refused(
        "The controller's queue.weight lies in (0, 100], but is 0.0.",
        () -> new RnnSpec.PriorityQueue(10, 0));
    refused(
        "The controller's population lies in 2..10000, but is 1.",
        () -> new ControllerSpec.Evolution(1, 1));
    refused(
        "The controller's population lies in 2..10000, but is 10001.",
        () -> new ControllerSpec.Evolution(10_001, 10));
    refused(
        "The controller's sample lies in 1..50, but is 51.",
        () -> new ControllerSpec.Evolution(50, 51));
    refused(
        "The controller's sample lies in 1..50, but is 0.",
        () -> new ControllerSpec.Evolution(50, 0));
    refused(
        "The controller's starts lies in 1..1000, but is 0.",
        () -> new ControllerSpec.LocalSearch(0));
  }

  @Test
  void aControlArmHasItsShareOfTrialsSpreadEvenly() {
    var fifth = new ControlArm(0.2, new ControllerSpec.Random());
    var half = new ControlArm(0.5, new ControllerSpec.Random());

    assertThat(IntStream.range(0, 20).filter(fifth::isNext)).containsExactly(4, 9, 14, 19);
    assertThat(IntStream.range(0, 6).filter(half::isNext)).containsExactly(1, 3, 5);
  }

  @Test
  void refusesAControlArmThatIsNone() {
    refused(
        "A control arm's share of the trials lies in (0, 0.5], but is 0.6.",
        () -> new ControlArm(0.6, new ControllerSpec.Random()));
    refused(
        "A control arm's share of the trials lies in (0, 0.5], but is 0.0.",
        () -> new ControlArm(0, new ControllerSpec.Random()));
    refused(
        "A control arm's controller is random or evolution, but is LocalSearch[starts=10].",
        () -> new ControlArm(0.2, ControllerSpec.LocalSearch.small()));
  }

  @Test
  void aBaselineIsNamedByItsNetworkAndWidth() {
    assertThat(new BaselineSpec(GivenNetwork.of("mobilenet-v2"), 0.5).name())
        .isEqualTo("mobilenet-v2-x0.5");
    refused(
        "A baseline's width lies above 0 and at most at 10, but is 11.0.",
        () -> new BaselineSpec(GivenNetwork.of("mobilenet-v2"), 11));
  }

  @Test
  void aMeasurementInShortKeepsItsPercentilesCountAndConditions() {
    var samples = IntStream.rangeClosed(1, 51).mapToObj(i -> new Measurement.Sample(i, 1)).toList();
    var measurement =
        new Measurement(
            samples, LatencySetting.SINGLE, true, new Measurement.Platform("r", "1", "p"));

    assertThat(LatencyView.of(measurement)).isEqualTo(new LatencyView(26, 46, 51, true));
  }

  @Test
  void anExperimentBecomesWhatItsLifeAllows() {
    assertThat(next(ExperimentState.RUNNING)).isEqualTo("PAUSED STOPPED FINISHED");
    assertThat(next(ExperimentState.PAUSED)).isEqualTo("RUNNING STOPPED FINISHED");
    assertThat(next(ExperimentState.STOPPED)).isEmpty();
    assertThat(next(ExperimentState.FINISHED)).isEmpty();
  }

  @Test
  void aTrialBecomesWhatItsLifeAllows() {
    assertThat(next(TrialState.QUEUED)).isEqualTo("RUNNING COMPLETED INFEASIBLE FAILED CANCELLED");
    assertThat(next(TrialState.RUNNING)).isEqualTo("COMPLETED INFEASIBLE FAILED CANCELLED");
    for (var state : TrialState.values()) {
      assertThat(next(state).isEmpty()).as(state.name()).isEqualTo(state.ended());
    }
  }

  private static String next(ExperimentState state) {
    return List.of(ExperimentState.values()).stream()
        .filter(state::canBecome)
        .map(Enum::name)
        .collect(Collectors.joining(" "));
  }

  private static String next(TrialState state) {
    return List.of(TrialState.values()).stream()
        .filter(state::canBecome)
        .map(Enum::name)
        .collect(Collectors.joining(" "));
  }

  private static void spec(int trials, Optional<Integer> parallelism) {
    var _ =
        new ExperimentSpec(
            "demo",
            GivenSpace.of("mnasnet-small"),
            ObjectiveSpec.Product.of(LATENCY, new Target.Value(5), Exponents.SOFT),
            new ControllerSpec.Random(),
            Optional.empty(),
            new EvaluationSpec.Training(Recipe.demo("cifar-10")),
            List.of(),
            trials,
            parallelism,
            1);
  }

  private static void refused(String message, Runnable build) {
    assertThatThrownBy(build::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
