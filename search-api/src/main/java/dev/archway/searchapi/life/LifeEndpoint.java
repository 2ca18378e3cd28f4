package dev.archway.searchapi.life;

import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.TrialRequest;
import dev.archway.searchapi.experiment.ExperimentViews;
import dev.archway.searchapi.repetition.Repetitions;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/experiments")
class LifeEndpoint {
  private final Lives lives;
  private final QueuedTrials queued;
  private final ExperimentViews views;
  private final Repetitions repetitions;
  private final JsonMapper json;

  LifeEndpoint(
      Lives lives,
      QueuedTrials queued,
      ExperimentViews views,
      Repetitions repetitions,
      JsonMapper json) {
    this.lives = lives;
    this.queued = queued;
    this.views = views;
    this.repetitions = repetitions;
    this.json = json;
  }

  @PostMapping("/{id}/pause")
  ExperimentView pause(@PathVariable UUID id) {
    lives.pause(id);
    return views.view(id);
  }

  @PostMapping("/{id}/resume")
  ExperimentView resume(@PathVariable UUID id) {
    lives.resume(id);
    return views.view(id);
  }

  @PostMapping("/{id}/stop")
  ExperimentView stop(@PathVariable UUID id, @RequestBody StopRequest request) {
    lives.stop(id, request.mode());
    return views.view(id);
  }

  /// Queues a network or choices beside the search.
  @PostMapping("/{experiment}/trials")
  ResponseEntity<?> queue(
      @PathVariable UUID experiment,
      @RequestBody TrialRequest request,
      @RequestHeader("Idempotency-Key") Optional<String> key) {
    return repetitions.once(
        key,
        "queue " + experiment + " " + json.writeValueAsString(request),
        () -> {
          var trial = queued.add(experiment, request);
          return ResponseEntity.created(URI.create("/api/v1/trials/" + trial))
              .body(Map.of("id", trial));
        });
  }
}
