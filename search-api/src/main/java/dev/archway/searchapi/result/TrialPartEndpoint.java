package dev.archway.searchapi.result;

import dev.archway.core.network.Network;
import dev.archway.core.page.Page;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.TaskOutcome;
import dev.archway.picture.Pictures;
import dev.archway.searchapi.artifact.Artifacts;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.Trials;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a trial consists of and what was found out about it, part by part: too much for a list.
@RestController
@RequestMapping("/api/v1/trials/{id}")
class TrialPartEndpoint {
  private static final String SVG = "image/svg+xml";

  private final Experiments experiments;
  private final Trials trials;
  private final Artifacts artifacts;

  TrialPartEndpoint(Experiments experiments, Trials trials, Artifacts artifacts) {
    this.experiments = experiments;
    this.trials = trials;
    this.artifacts = artifacts;
  }

  @GetMapping("/network")
  Network network(@PathVariable UUID id) {
    var trial = trials.get(id);
    return experiments.get(trial.experiment()).network(trial.plan().architecture());
  }

  /// The architecture as its space draws it, readable on light and dark ground.
  @GetMapping(value = "/picture.svg", produces = SVG)
  String picture(@PathVariable UUID id) {
    var trial = trials.get(id);
    var experiment = experiments.get(trial.experiment());
    var drawn = Experiment.requireNetwork(trial.plan().architecture());
    var images = experiment.images().orElseThrow();
    return Pictures.svg(drawn, images.shape(), images.classes());
  }

  /// What each epoch of the training came to; empty until it is done.
  @GetMapping("/curve")
  Page<EpochMetrics> curve(@PathVariable UUID id) {
    return whole(
        trials.get(id).results().training().map(TaskOutcome.Trained::epochs).orElse(List.of()));
  }

  /// The raw samples of each latency measurement.
  @GetMapping("/measurements")
  Page<Measurement> measurements(@PathVariable UUID id) {
    return whole(trials.get(id).results().measurement().stream().toList());
  }

  private static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, Optional.empty());
  }

  @GetMapping(value = "/model.onnx", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ResponseEntity<InputStreamResource> model(@PathVariable UUID id) {
    return file(trials.get(id), ArtifactReference.Role.MODEL, "onnx");
  }

  @GetMapping(value = "/weights.safetensors", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ResponseEntity<InputStreamResource> weights(@PathVariable UUID id) {
    return file(trials.get(id), ArtifactReference.Role.WEIGHTS, "safetensors");
  }

  private ResponseEntity<InputStreamResource> file(
      Trial trial, ArtifactReference.Role role, String ending) {
    var found =
        artifacts
            .of(trial.id(), role)
            .orElseThrow(() ->
                ProblemType.NOT_FOUND.because(
                    "Trial %d is %s and has no %s."
                        .formatted(trial.number(), trial.state(), role)));
    var name = ContentDisposition.attachment().filename("trial-" + trial.number() + "." + ending);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .contentLength(found.bytes())
        .eTag(found.sha256())
        .header(HttpHeaders.CONTENT_DISPOSITION, name.build().toString())
        // Opened only if the caller does not have it already.
        .body(new InputStreamResource(() -> artifacts.open(found.sha256())));
  }
}
