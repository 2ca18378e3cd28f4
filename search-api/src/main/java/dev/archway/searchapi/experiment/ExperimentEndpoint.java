package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.Validation;
import dev.archway.core.page.Page;
import dev.archway.searchapi.page.Limit;
import dev.archway.searchapi.repetition.Repetitions;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Experiments as people create, find and change them. A body is a part of an experiment, in JSON
/// or YAML; what is left out is filled in.
@RestController
@RequestMapping("/api/v1/experiments")
class ExperimentEndpoint {
  private static final String YAML = "application/yaml";

  private final Experiments experiments;
  private final ExperimentViews views;
  private final Drafts drafts;
  private final Repetitions repetitions;
  private final JsonMapper json;

  ExperimentEndpoint(
      Experiments experiments,
      ExperimentViews views,
      Drafts drafts,
      Repetitions repetitions,
      JsonMapper json) {
    this.experiments = experiments;
    this.views = views;
    this.drafts = drafts;
    this.repetitions = repetitions;
    this.json = json;
  }

  @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, YAML})
  ResponseEntity<?> create(
      @RequestBody byte[] body,
      @RequestHeader("Content-Type") MediaType type,
      @RequestHeader("Idempotency-Key") Optional<String> key) {
    var draft = drafts.tree(body, type);
    return repetitions.once(key, "create " + draft, () -> created(() -> drafts.experiment(draft)));
  }

  /// What would come of it; nothing is created.
  @PostMapping(
      value = "/validation",
      consumes = {MediaType.APPLICATION_JSON_VALUE, YAML})
  Validation validate(@RequestBody byte[] body, @RequestHeader("Content-Type") MediaType type) {
    return drafts.validate(drafts.tree(body, type));
  }

  /// Another experiment of the same settings, but for those that the body has otherwise.
  @PostMapping("/{id}/clone")
  ResponseEntity<?> copy(
      @PathVariable UUID id,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestHeader("Idempotency-Key") Optional<String> key) {
    var overrides =
        body == null || body.length == 0
            ? json.createObjectNode()
            : drafts.tree(body, MediaType.APPLICATION_JSON);
    return repetitions.once(
        key,
        "clone " + id + " " + overrides,
        () ->
            created(() -> {
              ObjectNode tree = json.valueToTree(experiments.get(id).spec());
              tree.remove("trials");
              return drafts.experiment(MergePatch.apply(tree, overrides));
            }));
  }

  private ResponseEntity<ExperimentView> created(Supplier<ExperimentSpec> spec) {
    var id = experiments.create(spec.get()).id();
    var shown = views.of(id);
    return ResponseEntity.created(URI.create("/api/v1/experiments/" + id))
        .eTag(shown.tag())
        .body(shown.view());
  }

  /// A page of experiments; without filters, of all that are not archived.
  @GetMapping
  Page<ExperimentView> list(
      @RequestParam Optional<ExperimentState> state,
      @RequestParam Optional<String> tag,
      @RequestParam Optional<String> text,
      @RequestParam(defaultValue = "false") boolean archived,
      @RequestParam(defaultValue = "CREATED") ExperimentOrder sort,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    return views.page(
        new ExperimentViews.Filter(state, tag, text, archived), sort, new Limit(limit), after);
  }

  @GetMapping("/{id}")
  ResponseEntity<ExperimentView> read(@PathVariable UUID id) {
    return answer(id);
  }

  /// Changes name, budget, priority, parallelism, notes, tags or webhook: a JSON merge patch (RFC
  /// 7396) of the version that `If-Match` names.
  @PatchMapping(
      value = "/{id}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
  ResponseEntity<ExperimentView> change(
      @PathVariable UUID id,
      @RequestBody byte[] body,
      @RequestHeader("If-Match") Optional<String> match) {
    experiments.change(
        id, EntityTag.required(match), drafts.tree(body, MediaType.APPLICATION_JSON));
    return answer(id);
  }

  /// Hides it from lists.
  @PostMapping("/{id}/archive")
  ResponseEntity<ExperimentView> archive(@PathVariable UUID id) {
    experiments.archive(id, true);
    return answer(id);
  }

  @PostMapping("/{id}/unarchive")
  ResponseEntity<ExperimentView> unarchive(@PathVariable UUID id) {
    experiments.archive(id, false);
    return answer(id);
  }

  private ResponseEntity<ExperimentView> answer(UUID id) {
    var shown = views.of(id);
    return ResponseEntity.ok().eTag(shown.tag()).body(shown.view());
  }
}
