package dev.archway.searchapi.result;

import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.ParetoView;
import dev.archway.core.experiment.SummaryView;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.VerdictView;
import dev.archway.core.page.Page;
import dev.archway.searchapi.page.Limit;
import dev.archway.searchapi.task.Tasks;
import dev.archway.searchapi.trial.Trials;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class TrialEndpoint {
  private final TrialViews views;
  private final Fronts fronts;
  private final Exports exports;
  private final Verdicts verdicts;
  private final Trials trials;
  private final Tasks tasks;

  TrialEndpoint(
      TrialViews views,
      Fronts fronts,
      Exports exports,
      Verdicts verdicts,
      Trials trials,
      Tasks tasks) {
    this.views = views;
    this.fronts = fronts;
    this.exports = exports;
    this.verdicts = verdicts;
    this.trials = trials;
    this.tasks = tasks;
  }

  @GetMapping("/experiments/{experiment}/trials")
  Page<TrialView> list(
      @PathVariable UUID experiment,
      @RequestParam Optional<TrialState> state,
      @RequestParam Optional<TrialOrigin> origin,
      @RequestParam(defaultValue = "NUMBER") TrialOrder sort,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    var filter = new TrialFilter(state, origin);
    return switch (sort) {
      case NUMBER -> views.page(experiment, filter, new Limit(limit), after);
      case REWARD -> views.best(experiment, filter, new Limit(limit), after);
    };
  }

  /// All trials at once, in the order of their numbers: for a spreadsheet or a program.
  @GetMapping(value = "/experiments/{experiment}/trials", params = "format")
  void export(
      @PathVariable UUID experiment,
      @RequestParam ExportFormat format,
      @RequestParam Optional<TrialState> state,
      @RequestParam Optional<TrialOrigin> origin,
      HttpServletResponse response)
      throws IOException {
    exports.write(experiment, new TrialFilter(state, origin), format, response);
  }

  /// Another objective over the same trials: nothing is stored, and nothing tried.
  @PostMapping("/experiments/{experiment}/ranking")
  Page<TrialView> rank(
      @PathVariable UUID experiment,
      @RequestBody ObjectiveSpec objective,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    return views.ranked(experiment, objective, new Limit(limit), after);
  }

  /// The best trade-offs between the accuracy and some costs; by default those of the objective.
  @GetMapping("/experiments/{experiment}/pareto")
  ParetoView pareto(@PathVariable UUID experiment, @RequestParam Optional<List<String>> costs) {
    return fronts.pareto(experiment, costs);
  }

  /// The trial with the highest reward within all targets; or, with `within` such as
  /// `latencyMillis:5`, the most accurate one that costs no more.
  @GetMapping("/experiments/{experiment}/best")
  TrialView best(
      @PathVariable UUID experiment, @RequestParam(defaultValue = "") List<String> within) {
    return views.of(trials.get(fronts.best(experiment, within).id()));
  }

  @GetMapping("/experiments/{experiment}/summary")
  SummaryView summary(@PathVariable UUID experiment) {
    return fronts.summary(experiment);
  }

  @GetMapping("/experiments/{experiment}/verdict")
  VerdictView verdict(@PathVariable UUID experiment) {
    return verdicts.of(experiment);
  }

  @GetMapping("/trials/{id}")
  TrialView read(@PathVariable UUID id) {
    return views.of(trials.get(id));
  }

  @PostMapping("/trials/{id}/test")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void test(@PathVariable UUID id) {
    tasks.queueTest(trials.get(id));
  }
}
