package dev.archway.searchapi.task;

import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.LogLines;
import dev.archway.core.task.ReportAnswer;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TaskReport;
import dev.archway.core.task.TrainingProgress;
import dev.archway.searchapi.access.Caller;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/leases")
class LeaseEndpoint {
  private final Leases leases;
  private final Checkpoints checkpoints;
  private final Reports reports;
  private final TrialLog log;
  private final LeaseRights rights;

  LeaseEndpoint(
      Leases leases, Checkpoints checkpoints, Reports reports, TrialLog log, LeaseRights rights) {
    this.leases = leases;
    this.checkpoints = checkpoints;
    this.reports = reports;
    this.log = log;
    this.rights = rights;
  }

  @PostMapping
  List<Lease> claim(@RequestBody ClaimRequest request, @AuthenticationPrincipal Caller caller)
      throws InterruptedException {
    LeaseRights.requireMayClaim(caller, request);
    return leases.claim(request);
  }

  @PostMapping("/{task}/heartbeat")
  LeaseAnswer heartbeat(@PathVariable UUID task, @RequestParam long token) {
    return leases.heartbeat(task, token);
  }

  @PostMapping("/{task}/progress")
  LeaseAnswer progress(
      @PathVariable UUID task, @RequestParam long token, @RequestBody TrainingProgress progress) {
    return leases.progress(task, token, progress);
  }

  @PostMapping("/{task}/checkpoint")
  LeaseAnswer checkpoint(
      @PathVariable UUID task,
      @RequestParam long token,
      @RequestBody ArtifactReference checkpoint) {
    return checkpoints.remember(task, token, checkpoint);
  }

  @PostMapping("/{task}/log")
  LeaseAnswer log(@PathVariable UUID task, @RequestParam long token, @RequestBody LogLines lines) {
    return log.say(task, token, lines);
  }

  @PostMapping("/{task}/result")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void result(@PathVariable UUID task, @RequestParam long token, @RequestBody TaskOutcome outcome) {
    reports.report(task, token, outcome);
  }

  /// Several results in their order; each is answered as if it had been reported alone.
  @PostMapping("/results")
  List<ReportAnswer> results(
      @RequestBody List<TaskReport> results, @AuthenticationPrincipal Caller caller) {
    if (results.isEmpty() || results.size() > TaskReport.AT_ONCE) {
      throw ProblemType.INVALID_REQUEST.because(
          "A call reports 1..%d results, but %d.".formatted(TaskReport.AT_ONCE, results.size()));
    }
    if (results.stream().anyMatch(Objects::isNull)) {
      throw ProblemType.INVALID_REQUEST.because("One of the results is null; none was taken in.");
    }
    return results.stream().map(result -> answer(result, caller)).toList();
  }

  private ReportAnswer answer(TaskReport result, Caller caller) {
    try {
      rights.requireMayTouch(caller, result.task());
      reports.report(result.task(), result.token(), result.outcome());
      return ReportAnswer.taken(result.task());
    } catch (ProblemException e) {
      var problem = e.type().detail(String.valueOf(e.getMessage()));
      return new ReportAnswer(
          result.task(),
          Optional.of(
              new ReportAnswer.Refusal(
                  String.valueOf(problem.getType()), String.valueOf(problem.getDetail()))));
    }
  }

  @PostMapping("/{task}/give-back")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void giveBack(@PathVariable UUID task, @RequestParam long token) {
    leases.giveBack(task, token);
  }

  @GetMapping(value = "/{task}/model.onnx", produces = "application/octet-stream")
  byte[] model(@PathVariable UUID task, @RequestParam long token) {
    return leases.model(task, token);
  }
}
