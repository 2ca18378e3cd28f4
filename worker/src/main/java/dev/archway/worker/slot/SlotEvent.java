package dev.archway.worker.slot;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.TrainingProgress;
import java.util.List;

/// What a slot tells its supervisor, one JSON line each. Every [SlotCommand.Train] and
/// [SlotCommand.Test] is answered by any number of [Reached] and [Checkpointed] and then exactly
/// one other event.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface SlotEvent {
  /// How far a training is.
  @JsonTypeName("reached")
  record Reached(TrainingProgress progress) implements SlotEvent {}

  /// How far the training was at `step` is saved.
  ///
  /// @param file the supervisor's to delete
  @JsonTypeName("checkpointed")
  record Checkpointed(long step, String file) implements SlotEvent {}

  /// The training is done.
  ///
  /// @param weights the safetensors file
  /// @param model the ONNX file
  @JsonTypeName("trained")
  record Trained(List<EpochMetrics> epochs, String weights, String model) implements SlotEvent {
    public Trained {
      epochs = List.copyOf(epochs);
    }
  }

  /// The test images were seen.
  @JsonTypeName("tested")
  record Tested(double accuracy, int images) implements SlotEvent {}

  /// The network cannot be trained by this recipe, whoever tries.
  @JsonTypeName("infeasible")
  record Infeasible(String reason) implements SlotEvent {}

  /// The attempt broke.
  @JsonTypeName("failed")
  record Failed(FailureCategory category, String reason) implements SlotEvent {}

  /// What was begun was stopped as told.
  @JsonTypeName("cancelled")
  record Cancelled() implements SlotEvent {}
}
