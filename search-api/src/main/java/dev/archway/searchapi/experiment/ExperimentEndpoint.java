package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentView;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/experiments")
class ExperimentEndpoint {
  private final Experiments experiments;

  ExperimentEndpoint(Experiments experiments) {
    this.experiments = experiments;
  }

  @PostMapping
  ResponseEntity<ExperimentView> create(@RequestBody ExperimentSpec spec) {
    var created = experiments.create(spec);
    return ResponseEntity.created(URI.create("/api/v1/experiments/" + created.id()))
        .body(created.view());
  }

  @GetMapping
  List<ExperimentView> list() {
    return experiments.all().stream().map(Experiment::view).toList();
  }

  @GetMapping("/{id}")
  ExperimentView read(@PathVariable UUID id) {
    return experiments.get(id).view();
  }
}
