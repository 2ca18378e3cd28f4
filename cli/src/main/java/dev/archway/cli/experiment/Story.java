package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Figures;
import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialView;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What happened in an experiment, in words, with the best trial so far.
final class Story {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /// Where a trial's results are looked up, which events have in part only.
  interface Source {
    TrialView trial(UUID id) throws InterruptedException;
  }

  private final Source source;
  private final ZoneId zone;
  private @Nullable TrialView best;

  Story(Source source) {
    this(source, ZoneId.systemDefault());
  }

  Story(Source source, ZoneId zone) {
    this.source = source;
    this.zone = zone;
  }

  /// An event in a line. Events come in their order.
  String line(EventView event) throws InterruptedException {
    return TIME.format(event.createdAt().atZone(zone)) + "  " + words(event);
  }

  private String words(EventView event) throws InterruptedException {
    var payload = event.payload();
    return switch (event.kind()) {
      case CREATED -> "experiment '" + payload.get("name") + "' created";
      case CHANGED -> "changed: " + names(payload.get("fields"));
      case STATE ->
          "the experiment is "
              + StateText.of(
                  String.valueOf(payload.get("state")),
                  Optional.ofNullable(payload.get("reason")).map(String::valueOf));
      case STALLED -> payload.containsKey("reason") ? "stalled" + reason(payload) : "gets on again";
      case TRIAL_CREATED -> trial(payload) + " queued (" + origin(payload) + ")";
      case TRIAL_STARTED -> trial(payload) + " has its first result";
      case TRIAL_ENDED -> ended(payload);
      case POLICY_UPDATED ->
          "the %s has learned: version %s"
              .formatted(
                  "CONTROL".equals(payload.get("arm")) ? "control arm" : "controller",
                  payload.get("version"));
    };
  }

  private static String names(@Nullable Object fields) {
    return fields instanceof Collection<?> names
        ? names.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : String.valueOf(fields);
  }

  private static String reason(Map<String, Object> payload) {
    var reason = payload.get("reason");
    return reason == null ? "" : ": " + reason;
  }

  private static String trial(Map<String, Object> payload) {
    return "trial " + payload.get("number");
  }

  private static String origin(Map<String, Object> payload) {
    return TrialTable.origin(TrialOrigin.valueOf(String.valueOf(payload.get("origin"))));
  }

  private String ended(Map<String, Object> payload) throws InterruptedException {
    var words =
        trial(payload) + " " + String.valueOf(payload.get("state")).toLowerCase(Locale.ROOT);
    if (!"COMPLETED".equals(payload.get("state"))) {
      return words + reason(payload);
    }
    var trial = source.trial(UUID.fromString(String.valueOf(payload.get("id"))));
    var known = best;
    boolean better = known == null || reward(trial) > reward(known);
    if (better) {
      best = trial;
    }
    return words
        + results(trial)
        + "; "
        + (better || known == null ? "the best so far" : so(known));
  }

  private static double reward(TrialView trial) {
    return trial.reward().orElse(Double.NEGATIVE_INFINITY);
  }

  private static String so(TrialView best) {
    return "best so far %s by trial %d".formatted(Figures.reward(best.reward()), best.number());
  }

  private static String results(TrialView trial) {
    var results = new StringBuilder(": reward " + Figures.reward(trial.reward()));
    results.append(", accuracy ").append(Figures.share(trial.accuracy()));
    trial
        .latencyMillis()
        .map(LatencyView::p50)
        .ifPresent(p50 -> results.append(", ").append(Figures.millis(Optional.of(p50))));
    trial.reportedCosts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(cost -> results.append(", ").append(CostText.of(cost.getKey(), cost.getValue())));
    return results.toString();
  }
}
