package dev.archway.worker.training;

import dev.archway.core.network.Network;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.weights.Weights;
import dev.archway.worker.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A checkpoint as a safetensors file: tensors `weights/...` and `velocities/...`, and all else as
/// JSON in its metadata. The file appears under its name whole or not at all.
public final class CheckpointFile {
  private static final String WEIGHTS = "weights/";
  private static final String VELOCITIES = "velocities/";
  private static final String STATE = "checkpoint";

  private CheckpointFile() {}

  private record State(
      String training, long step, List<EpochMetrics> epochs, double epochLoss, long epochNanos) {}

  /// Writes a checkpoint of a training of `network`.
  public static void write(Network network, Checkpoint checkpoint, Path file) throws IOException {
    var tensors = new ArrayList<Safetensors.Tensor>();
    for (var tensor : ParameterTensor.of(network)) {
      tensors.add(new Safetensors.Tensor(WEIGHTS + tensor.name(), tensor.shape()));
      if (tensor.role().learned()) {
        tensors.add(new Safetensors.Tensor(VELOCITIES + tensor.name(), tensor.shape()));
      }
    }
    var values = new LinkedHashMap<String, float[]>();
    checkpoint.weights().tensors().forEach((name, value) -> values.put(WEIGHTS + name, value));
    checkpoint.velocities().tensors().forEach((name, v) -> values.put(VELOCITIES + name, v));
    var state =
        new State(
            checkpoint.training(),
            checkpoint.step(),
            checkpoint.epochs(),
            checkpoint.epochLoss(),
            checkpoint.epochNanos());
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      var about = Map.of(STATE, JsonMapper.shared().writeValueAsString(state));
      Safetensors.write(tensors, new Weights(values), about, part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Reads a checkpoint; refuses a file that is none, or damaged.
  public static Checkpoint read(Path file) throws IOException {
    var content = Safetensors.readContent(file);
    try {
      var state =
          JsonMapper.shared().readValue(content.metadata().getOrDefault(STATE, ""), State.class);
      return new Checkpoint(
          state.training(),
          state.step(),
          state.epochs(),
          state.epochLoss(),
          state.epochNanos(),
          below(WEIGHTS, content.tensors()),
          below(VELOCITIES, content.tensors()));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(file + " is no checkpoint: it does not say how far it is.", e);
    }
  }

  private static Weights below(String prefix, Weights all) {
    var tensors = new LinkedHashMap<String, float[]>();
    all.tensors()
        .forEach((name, values) -> {
          if (name.startsWith(prefix)) {
            tensors.put(name.substring(prefix.length()), values);
          }
        });
    return new Weights(tensors);
  }
}
