package dev.archway.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.EventView.Kind;
import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoryTest {
  private final Map<UUID, TrialView> trials = new HashMap<>();
  private final Story story =
      new Story(id -> Objects.requireNonNull(trials.get(id)), ZoneOffset.UTC);
  private int events;

  @Test
  void tellsWhatBefallsTheExperiment() throws InterruptedException {
    assertThat(told(Kind.CREATED, Map.of("name", "phone")))
        .isEqualTo("06:07:08  experiment 'phone' created");
    assertThat(told(Kind.CHANGED, Map.of("fields", List.of("budget", "notes"))))
        .endsWith("changed: budget, notes");
    assertThat(told(Kind.STALLED, Map.of("reason", "WAITING: no worker is there")))
        .endsWith("stalled: WAITING: no worker is there");
    assertThat(told(Kind.STALLED, Map.of())).endsWith("gets on again");
    assertThat(told(Kind.POLICY_UPDATED, Map.of("arm", "CONTROL", "version", 3)))
        .endsWith("the control arm has learned: version 3");
    assertThat(told(Kind.STATE, Map.of("state", "FINISHED", "reason", "BUDGET")))
        .endsWith("the experiment is FINISHED: BUDGET");
    assertThat(told(Kind.STATE, Map.of("state", "STOPPED", "reason", "STOPPED: by a user")))
        .endsWith("the experiment is STOPPED: by a user");
  }

  @Test
  void holdsTheBestSoFarAgainstEachTrial() throws InterruptedException {
    assertThat(ended(1, 0.3))
        .endsWith("trial 1 completed: reward 0.3000, accuracy 40.0 %, 0.400 ms; the best so far");
    assertThat(ended(2, 0.2)).endsWith("; best so far 0.3000 by trial 1");
    assertThat(ended(3, 0.35)).endsWith("; the best so far");
    assertThat(ended(4, 0.3)).endsWith("; best so far 0.3500 by trial 3");
  }

  @Test
  void saysWhyATrialEndedWithoutAResult() throws InterruptedException {
    Map<String, Object> payload =
        Map.of("number", 7, "state", "FAILED", "reason", "USER_ERROR: no memory");

    assertThat(told(Kind.TRIAL_ENDED, payload)).endsWith("trial 7 failed: USER_ERROR: no memory");
  }

  private String ended(int number, double reward) throws InterruptedException {
    var id = new UUID(0, number);
    trials.put(id, trial(id, number, reward));
    return told(
        Kind.TRIAL_ENDED, Map.of("id", id.toString(), "number", number, "state", "COMPLETED"));
  }

  private String told(Kind kind, Map<String, Object> payload) throws InterruptedException {
    events++;
    return story.line(new EventView(events, kind, payload, Instant.parse("2026-01-01T06:07:08Z")));
  }

  private static TrialView trial(UUID id, int number, double reward) {
    return new TrialView(
        id,
        number,
        TrialOrigin.CONTROLLER,
        Optional.empty(),
        Optional.empty(),
        "depth=1",
        TrialState.COMPLETED,
        Optional.empty(),
        Optional.of(0.4),
        Map.of(),
        Map.of(),
        Optional.of(new LatencyView(0.4, 0.5, 10, true)),
        Optional.of(reward),
        Optional.empty(),
        Map.of(),
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
