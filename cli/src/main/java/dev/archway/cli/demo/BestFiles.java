package dev.archway.cli.demo;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.ArtifactReference.Role;
import java.nio.file.Path;

/// The best trial's network, trained, in the demo's folder.
record BestFiles(Path onnx, Path weights) {

  static BestFiles download(ArchwayClient client, TrialView trial, DemoFolder folder) {
    var files = new BestFiles(folder.onnx(), folder.weights());
    client.artifacts().download(artifact(trial, Role.WEIGHTS), files.weights());
    // Last, as it says that the demo has ended.
    client.artifacts().download(artifact(trial, Role.MODEL), files.onnx());
    return files;
  }

  private static ArtifactReference artifact(TrialView trial, Role role) {
    return trial.artifacts().stream()
        .filter(a -> a.role() == role)
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                "The service keeps no %s of trial %d, the best one."
                    .formatted(role, trial.number())));
  }
}
