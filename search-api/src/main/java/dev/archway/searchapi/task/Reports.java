package dev.archway.searchapi.task;

import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.trace.Subject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Takes in how tasks ended: what is reported at the same time in one transaction, so that neither
/// an experiment's lock nor the disk is a bottleneck.
@Service
class Reports {
  private static final Logger log = LoggerFactory.getLogger(Reports.class);

  /// How often a task is given out before its trial counts as failed.
  static final int MOST_ATTEMPTS = 4;

  private static final int AT_ONCE = 64;

  /// Experiments are spread over so many lines, so that one whose lock is held does not keep all
  /// others waiting: those of a line are taken in together.
  private static final int LINES = 4;

  private final Owners owners;
  private final Outcomes outcomes;
  private final List<Combined<Report, Optional<RuntimeException>>> lines =
      IntStream.range(0, LINES).mapToObj(_ -> new Combined<>(AT_ONCE, this::take)).toList();

  Reports(Owners owners, Outcomes outcomes) {
    this.owners = owners;
    this.outcomes = outcomes;
  }

  /// A task's outcome, with everything it changes. A report under an old token is refused and
  /// changes nothing.
  void report(UUID task, long token, TaskOutcome outcome) {
    var owner = owners.of(task);
    var report = new Report(owner, task, token, outcome);
    var line = lines.get(Math.floorMod(owner.experiment().hashCode(), LINES));
    try (var _ = Subject.EXPERIMENT.named(owner.experiment());
        var _ = Subject.TRIAL.named(owner.trial())) {
      line.ask(report)
          .ifPresent(failure -> {
            throw failure;
          });
    }
  }

  /// If one of them is refused, none of them has changed anything: then each is taken in alone.
  private List<Optional<RuntimeException>> take(List<Report> reports) {
    try {
      var heard = outcomes.take(reports);
      return IntStream.range(0, heard.size())
          .mapToObj(i -> heard.get(i) ? Optional.<RuntimeException>empty() : stale(reports.get(i)))
          .toList();
    } catch (RuntimeException e) {
      if (reports.size() == 1) {
        return List.of(Optional.of(e));
      }
      log.debug("One of {} reports is refused: {}", reports.size(), e.toString());
      return reports.stream().flatMap(one -> take(List.of(one)).stream()).toList();
    }
  }

  private static Optional<RuntimeException> stale(Report report) {
    ProblemException stale = Touches.stale(report.task(), report.token());
    return Optional.of(stale);
  }
}
