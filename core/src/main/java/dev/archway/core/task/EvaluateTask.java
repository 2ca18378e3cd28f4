package dev.archway.core.task;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.architecture.Architecture;
import dev.archway.core.network.Network;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Find out how good an architecture is, by whatever means: for a program of the user's own.
///
/// @param number the trial's number in its experiment
/// @param options the option taken for each decision of the space that its condition does not rule
///   out, in the space's order; empty for baselines, which no space contains
/// @param network the layer graph, if the experiment says what images its networks are for
/// @param seed for what the evaluation leaves to chance
@JsonTypeName("evaluate")
public record EvaluateTask(
    int number,
    Map<String, String> options,
    Architecture architecture,
    Optional<Network> network,
    long seed)
    implements Task {
  public EvaluateTask {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  @Override
  public TaskKind kind() {
    return TaskKind.EVALUATE;
  }
}
