package dev.archway.searchapi.result;

import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.VerdictView;
import dev.archway.searchapi.task.Tasks;
import dev.archway.searchapi.trial.Trials;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class TrialEndpoint {
  private final TrialViews views;
  private final Verdicts verdicts;
  private final Trials trials;
  private final Tasks tasks;

  TrialEndpoint(TrialViews views, Verdicts verdicts, Trials trials, Tasks tasks) {
    this.views = views;
    this.verdicts = verdicts;
    this.trials = trials;
    this.tasks = tasks;
  }

  @GetMapping("/experiments/{experiment}/trials")
  List<TrialView> list(@PathVariable UUID experiment) {
    return views.of(experiment);
  }

  /// Another objective over the same trials: nothing is stored, and nothing tried.
  @PostMapping("/experiments/{experiment}/ranking")
  List<TrialView> rank(@PathVariable UUID experiment, @RequestBody ObjectiveSpec objective) {
    return views.ranked(experiment, objective);
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
