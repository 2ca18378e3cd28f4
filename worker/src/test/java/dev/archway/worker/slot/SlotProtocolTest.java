package dev.archway.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.Json;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.TrainingProgress;
import dev.archway.core.zoo.MobileNetV2;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlotProtocolTest {
  static List<SlotCommand> commands() {
    var network = MobileNetV2.cifar(0.25).expand(new FeatureShape(3, 32, 32), 10);
    return List.of(
        new SlotCommand.Train(
            network,
            Recipe.demo("cifar-10"),
            Long.MIN_VALUE,
            Optional.of("start"),
            Optional.of("checkpoint"),
            "folder"),
        new SlotCommand.Checkpoint(),
        new SlotCommand.Test(network, "cifar-10", "weights"),
        new SlotCommand.Cancel(),
        new SlotCommand.Paused(123));
  }

  static List<SlotEvent> events() {
    var metrics = new EpochMetrics(1, 2.3, 0.1, 200);
    return List.of(
        new SlotEvent.Reached(new TrainingProgress(3, 9, 100, Optional.of(metrics))),
        new SlotEvent.Reached(new TrainingProgress(3, 9, 100, Optional.empty())),
        new SlotEvent.Checkpointed(7, "file"),
        new SlotEvent.Trained(List.of(metrics), "weights", "model"),
        new SlotEvent.Tested(0.5, 10_000),
        new SlotEvent.Infeasible("It is\ntwo lines long."),
        new SlotEvent.Failed(FailureCategory.USER_ERROR, "reason"),
        new SlotEvent.Cancelled());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandIsOneLineAndReadsBack(SlotCommand command) {
    var line = Json.mapper().writeValueAsString(command);

    assertThat(line).doesNotContain("\n");
    assertThat(Json.mapper().readValue(line, SlotCommand.class)).isEqualTo(command);
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsOneLineAndReadsBack(SlotEvent event) {
    var line = Json.mapper().writeValueAsString(event);

    assertThat(line).doesNotContain("\n");
    assertThat(Json.mapper().readValue(line, SlotEvent.class)).isEqualTo(event);
  }
}
