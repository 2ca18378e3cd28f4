package dev.archway.core.experiment;

import java.time.Instant;
import java.util.Map;

/// Something that happened in an experiment.
///
/// @param number counted from 1 within the experiment, without gaps: whoever has seen a number has
///   missed nothing before it
/// @param payload what there is to know, by the names that the views have for it
public record EventView(int number, Kind kind, Map<String, Object> payload, Instant createdAt) {
  public EventView {
    payload = Map.copyOf(payload);
  }

  /// What happened.
  public enum Kind {
    CREATED,
    /// A user changed settings.
    CHANGED,
    /// The experiment has come to another state.
    STATE,
    /// It does not get on, or does again.
    STALLED,
    TRIAL_CREATED,
    /// The first result of a trial came in.
    TRIAL_STARTED,
    TRIAL_ENDED,
    /// A controller has learned.
    POLICY_UPDATED
  }
}
