package dev.archway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.SkipOperator;
import dev.archway.core.architecture.Stage;
import dev.archway.core.architecture.StageOperator;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.ControllerView;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.DiskUse;
import dev.archway.core.experiment.Dropped;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.ParetoView;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.SummaryView;
import dev.archway.core.experiment.Target;
import dev.archway.core.experiment.TrialRequest;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.Validation;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Optimizer;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.recipe.Schedule;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.DeviceView;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.Task;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TrainingProgress;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.core.task.WorkerView;
import dev.archway.core.zoo.GivenNetwork;
import dev.archway.core.zoo.MobileNetV2;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON form that programs on both ends of the wire, of different ages, rely on.
final class JsonFormTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /// Each declared type with values of every kind that it has.
  private static final Map<Class<?>, List<?>> SAMPLES =
      Map.ofEntries(
          Map.entry(Layer.class, WireSamples.layers()),
          Map.entry(Network.class, WireSamples.networks()),
          Map.entry(Architecture.class, WireSamples.architectures()),
          Map.entry(Decisions.class, WireSamples.decisions()),
          Map.entry(Choices.class, List.of(Choices.of(), Choices.of(0, 3, 1))),
          Map.entry(Optimizer.class, WireSamples.optimizers()),
          Map.entry(Schedule.class, WireSamples.schedules()),
          Map.entry(Recipe.class, List.of(Recipe.demo("cifar-10"))),
          Map.entry(Task.class, WireSamples.tasks()),
          Map.entry(TaskOutcome.class, WireSamples.outcomes()),
          Map.entry(Lease.class, WireSamples.leases()),
          Map.entry(
              LeaseAnswer.class,
              List.of(
                  new LeaseAnswer(true), new LeaseAnswer(false, Optional.of("below the median")))),
          Map.entry(ClaimRequest.class, WireSamples.claims()),
          Map.entry(TrainingProgress.class, WireSamples.progress()),
          Map.entry(WorkerRegistration.class, List.of(new WorkerRegistration("worker", 2))),
          Map.entry(DeviceRegistration.class, WireSamples.devices()),
          Map.entry(WorkerView.class, List.of(new WorkerView("worker", 2, Instant.EPOCH, true))),
          Map.entry(
              DeviceView.class,
              List.of(new DeviceView("device", WireSamples.PLATFORM, Instant.EPOCH, false))),
          Map.entry(
              DiskUse.class,
              List.of(
                  new DiskUse(
                      new UUID(1, 2), "mine", 3, 4_000, 1, 1_000, List.of(new UUID(3, 4))))),
          Map.entry(Dropped.class, List.of(new Dropped(1, 1_000))),
          Map.entry(Target.class, WireSamples.targets()),
          Map.entry(EvaluationSpec.class, WireSamples.evaluations()),
          Map.entry(CostSpec.class, WireSamples.costs()),
          Map.entry(ObjectiveSpec.class, WireSamples.objectives()),
          Map.entry(ControllerSpec.class, WireSamples.controllers()),
          Map.entry(
              RnnSpec.Advantage.class,
              List.of(new RnnSpec.Advantage.OverBaseline(0.9), new RnnSpec.Advantage.Rank(20))),
          Map.entry(
              RnnSpec.Gradient.class,
              List.of(new RnnSpec.Gradient.Reinforce(), new RnnSpec.Gradient.Ppo(0.2, 4))),
          Map.entry(BaselineSpec.class, WireSamples.baselines()),
          Map.entry(ExperimentSpec.class, WireSamples.experiments()),
          Map.entry(ExperimentView.class, WireSamples.experimentViews()),
          Map.entry(Provenance.class, WireSamples.provenances()),
          Map.entry(ControllerSummary.class, WireSamples.summaries()),
          Map.entry(ControllerView.class, WireSamples.controllerViews()),
          Map.entry(EventView.class, WireSamples.events()),
          Map.entry(ParetoView.class, WireSamples.fronts()),
          Map.entry(SummaryView.class, WireSamples.summariesOfExperiments()),
          Map.entry(TrialRequest.class, WireSamples.trialRequests()),
          Map.entry(Validation.class, WireSamples.validations()),
          Map.entry(TrialView.class, WireSamples.trialViews()));

  static Stream<Arguments> samples() {
    return SAMPLES.entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(value -> Arguments.of(e.getKey(), value)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void readsBackWhatItWrites(Class<?> declared, Object value) {
    var json = MAPPER.writerFor(declared).writeValueAsString(value);

    assertThat(MAPPER.readValue(json, declared)).as(json).isEqualTo(value);
  }

  /// A value alone, as a method's result is written, carries its kind, too.
  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void writesItsKindWhateverTypeItIsWrittenAs(Class<?> declared, Object value) {
    assertThat(MAPPER.writeValueAsString(value))
        .isEqualTo(MAPPER.writerFor(declared).writeValueAsString(value));
  }

  /// A new kind without a sample here is a kind whose JSON form nobody has looked at.
  @Test
  void everyKindOfEverySealedFamilyOnTheWireIsTested() {
    var core =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.archway.core");
    var families =
        core.stream()
            .filter(c -> c.isAnnotatedWith(JsonTypeInfo.class))
            .map(JavaClass::reflect)
            .collect(Collectors.toSet());

    assertThat(families).isNotEmpty().allMatch(Class::isSealed);
    for (var family : families) {
      assertThat(SAMPLES).containsKey(family);
      assertThat(SAMPLES.get(family).stream().map(Object::getClass).collect(Collectors.toSet()))
          .as(family.getSimpleName())
          .containsExactlyInAnyOrderElementsOf(kinds(family));
    }
  }

  private static List<Class<?>> kinds(Class<?> family) {
    return Stream.<Class<?>>of(family.getPermittedSubclasses())
        .flatMap(kind -> kind.isSealed() ? kinds(kind).stream() : Stream.of(kind))
        .toList();
  }

  @Test
  void readsExponentsByTheirName() {
    var json =
        """
        {"type": "product", "terms": [{
          "cost": {"type": "analytic", "cost": "multiplyAdds"},
          "target": {"type": "value", "value": 5e6},
          "exponents": "hard"}]}
        """;

    assertThat(MAPPER.readValue(json, ObjectiveSpec.class))
        .isEqualTo(
            ObjectiveSpec.Product.of(
                new CostSpec.Analytic(AnalyticCost.MULTIPLY_ADDS),
                new Target.Value(5e6),
                Exponents.HARD));
  }

  @Test
  void writesAKindAsItsName() {
    assertThat(MAPPER.writeValueAsString(Layer.Convolution.pointwise(8)))
        .isEqualTo(
            "{\"type\":\"convolution\",\"filters\":8,\"kernelHeight\":1,\"kernelWidth\":1,"
                + "\"stride\":1,\"dilation\":1,\"groups\":1,\"bias\":false}");
  }

  @Test
  void writesChoicesAsAListOfNumbers() {
    assertThat(MAPPER.writeValueAsString(Choices.of(0, 3, 1))).isEqualTo("[0,3,1]");
  }

  @Test
  void writesWhatWasGivenAsItWasGiven() {
    assertThat(MAPPER.writeValueAsString(GivenNetwork.of("resnet-20"))).isEqualTo("\"resnet-20\"");
    assertThat(MAPPER.writeValueAsString(GivenSpace.of("nasnet"))).isEqualTo("\"nasnet\"");
    assertThat(MAPPER.writeValueAsString(WireSamples.givenSpaces().getLast()))
        .startsWith("{\"")
        .contains("\"stages\":[{\"kernel\":[3,5]}]")
        .doesNotContain("network", "others");
  }

  @Test
  void refusesAnOpaqueArchitectureWhereANetworkIsAskedFor() {
    assertThatThrownBy(() ->
            MAPPER.readValue(
                "{\"network\":{\"type\":\"opaque\",\"options\":{}},\"width\":1}",
                BaselineSpec.class))
        .hasMessageContaining("opaque");
  }

  @Test
  void writesAnOperatorAsItsText() {
    assertThat(
            MAPPER.writeValueAsString(
                new Stage(new StageOperator.InvertedResidual(6), 3, 1, 0, SkipOperator.POOL, 8, 1)))
        .contains("\"operator\":\"mbconv6\"", "\"skip\":\"pool\"");
  }

  @Test
  void ignoresFieldsOfNewerPrograms() {
    assertThat(MAPPER.readValue("{\"cancel\":true,\"since\":7}", LeaseAnswer.class))
        .isEqualTo(new LeaseAnswer(true));
  }

  @Test
  void refusesAMissingNumberRatherThanReadItAsZero() {
    assertThatThrownBy(() -> MAPPER.readValue("{\"name\":\"w\"}", WorkerRegistration.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining("slots");
  }

  @Test
  void refusesAMissingValueRatherThanReadItAsNothing() {
    var json =
        MAPPER
            .writeValueAsString(MobileNetV2.imageNet(1))
            .replace("\"activation\":\"RELU6\"", "\"comment\":\"none\"");

    assertThatThrownBy(() -> MAPPER.readValue(json, Architecture.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining("activation");
  }

  @Test
  void readsAMissingOptionalAsAbsent() {
    var claim =
        MAPPER.readValue(
            "{\"claimant\":\"w\",\"kinds\":[\"TRAIN\"],\"atMost\":1,\"waitSeconds\":0}",
            ClaimRequest.class);

    assertThat(claim.device()).isEmpty();
  }

  @Test
  void refusesAnUnknownKind() {
    assertThatThrownBy(() -> MAPPER.readValue("{\"type\":\"attention\"}", Layer.class))
        .hasMessageContaining("attention");
  }

  @Test
  void refusesANetworkThatDoesNotFitWithTheReason() {
    var json =
        MAPPER
            .writeValueAsString(WireSamples.networks().getFirst())
            .replace("\"classes\":10", "\"classes\":11");

    assertThatThrownBy(() -> MAPPER.readValue(json, Network.class))
        .hasMessageContaining("must give one score for each of 11 classes");
  }

  @Test
  void anExperimentOfAnOlderReleaseHasItsTrialsAsBudget() {
    var spec = WireSamples.experiments().getFirst();
    ObjectNode tree = MAPPER.valueToTree(spec);
    for (var field : List.of("budget", "priority", "notes", "tags", "webhook")) {
      tree.remove(field);
    }

    assertThat(MAPPER.treeToValue(tree, ExperimentSpec.class)).isEqualTo(spec);
  }

  @Test
  void aDurationIsWrittenAsPeopleWriteIt() {
    var tree = MAPPER.valueToTree(WireSamples.experiments().getLast());

    assertThat(tree.at("/budget/wallClock").asString()).isEqualTo("PT36H");
    assertThat(tree.get("trials").asInt()).as("for older programs").isEqualTo(10);
  }
}
