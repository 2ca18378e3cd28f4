package dev.archway.core.task;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Recipe;
import java.util.List;
import java.util.Optional;

/// Train a network by a recipe and report its validation accuracy.
///
/// @param seed decides initial weights, order of images and augmentation
/// @param evaluate the precisions in which to report accuracy
/// @param start weights of another trial to start from, by tensor name; initial ones if empty
/// @param checkpoint how far an earlier attempt at this task got: the training goes on from there
@JsonTypeName("train")
public record TrainTask(
    Network network,
    Recipe recipe,
    long seed,
    List<Precision> evaluate,
    Optional<ArtifactReference> start,
    Optional<ArtifactReference> checkpoint)
    implements Task {
  public TrainTask {
    evaluate = List.copyOf(evaluate);
  }

  @Override
  public TaskKind kind() {
    return TaskKind.TRAIN;
  }
}
