package dev.archway.worker.training;

import dev.archway.core.task.EpochMetrics;
import dev.archway.core.weights.Weights;
import java.util.List;

/// How a training ended.
public sealed interface TrainingResult {
  /// All epochs were done.
  record Finished(List<EpochMetrics> epochs, Weights weights) implements TrainingResult {
    public Finished {
      epochs = List.copyOf(epochs);
    }
  }

  /// The loss or a weight is no number any more.
  record Diverged(String reason) implements TrainingResult {}

  /// Nobody wants the result.
  record Cancelled() implements TrainingResult {}
}
