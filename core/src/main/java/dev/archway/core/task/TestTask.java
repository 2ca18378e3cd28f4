package dev.archway.core.task;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.network.Network;

/// Run stored weights over a data set's test images, once, when the search is over: no search ever
/// learns from the answer.
@JsonTypeName("test")
public record TestTask(Network network, String dataset, ArtifactReference weights) implements Task {
  @Override
  public TaskKind kind() {
    return TaskKind.TEST;
  }
}
