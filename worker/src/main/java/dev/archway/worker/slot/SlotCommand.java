package dev.archway.worker.slot;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Recipe;
import java.util.Optional;

/// What a supervisor tells a slot, one JSON line each.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface SlotCommand {
  /// Train a network.
  ///
  /// @param start a safetensors file to start from
  /// @param checkpoint a file that [SlotEvent.Checkpointed] told of, to go on from
  /// @param folder where to leave `weights.safetensors` and `model.onnx`
  @JsonTypeName("train")
  record Train(
      Network network,
      Recipe recipe,
      long seed,
      Optional<String> start,
      Optional<String> checkpoint,
      String folder)
      implements SlotCommand {}

  /// Save how far the training is; answered by [SlotEvent.Checkpointed] after the next step, if
  /// there is one.
  @JsonTypeName("checkpoint")
  record Checkpoint() implements SlotCommand {}

  /// Run weights over the test images.
  ///
  /// @param weights a safetensors file
  @JsonTypeName("test")
  record Test(Network network, String dataset, String weights) implements SlotCommand {}

  /// Stop what was begun; answered by [SlotEvent.Cancelled] unless it had just ended.
  @JsonTypeName("cancel")
  record Cancel() implements SlotCommand {}

  /// Train no epoch after the one under way, and take that for the end.
  @JsonTypeName("enough")
  record Enough() implements SlotCommand {}

  /// The slot's process was stopped for so long, and runs again.
  @JsonTypeName("paused")
  record Paused(long nanos) implements SlotCommand {}
}
