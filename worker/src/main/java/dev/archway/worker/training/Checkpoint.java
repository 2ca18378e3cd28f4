package dev.archway.worker.training;

import dev.archway.core.task.EpochMetrics;
import dev.archway.core.weights.Weights;
import java.util.List;

/// All that a training needs to go on between two steps as if it had never stopped: nothing else is
/// carried from step to step, as all randomness is drawn anew from (seed, step).
///
/// @param training which network, recipe and seed it is of ([Training#identity()])
/// @param step how many steps are done, over all epochs
/// @param epochs those that are finished
/// @param epochLoss the sum of the losses of the steps of the epoch under way
/// @param epochNanos how long that epoch has been trained so far
/// @param weights all tensors, running statistics too
/// @param velocities the optimizer's, by the name of the tensor that each moves
public record Checkpoint(
    String training,
    long step,
    List<EpochMetrics> epochs,
    double epochLoss,
    long epochNanos,
    Weights weights,
    Weights velocities) {
  public Checkpoint {
    epochs = List.copyOf(epochs);
    if (step < 0) {
      throw new IllegalArgumentException("A checkpoint has 0 or more steps, but " + step + ".");
    }
  }
}
