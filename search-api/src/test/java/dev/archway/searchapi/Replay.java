package dev.archway.searchapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.controller.Controller;
import dev.archway.controller.Controllers;
import dev.archway.controller.Observation;
import dev.archway.controller.Outcome;
import dev.archway.controller.Proposals;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.space.Choices;
import dev.archway.searchapi.trial.TrialPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A finished experiment done once more from what the database has of it: the same lessons in the
/// same order lead to the same controller, bit for bit, and to the same proposals.
public final class Replay {
  private final ArchwayClient client;
  private final JdbcClient jdbc;

  public Replay(ArchwayClient client, JdbcClient jdbc) {
    this.client = client;
    this.jdbc = jdbc;
  }

  /// Asserts it of an experiment without a control arm.
  public void assertHolds(UUID experiment) {
    var ended = client.experiments().get(experiment);
    var spec = ended.spec();
    var decisions = spec.space().space().decisions();
    var trials =
        client.trials().of(experiment).stream()
            .filter(t -> t.origin() == TrialOrigin.CONTROLLER)
            .toList();

    var controller = Controllers.create(spec.controller(), decisions, spec.seed());
    var versions = new ArrayList<>(List.of(controller.snapshot()));
    for (int version = 1; version <= ended.updates(); version++) {
      controller.learn(observations(experiment, trials, version));
      versions.add(controller.snapshot());
    }

    var images = spec.evaluation().images();
    Function<Choices, NetworkHash> identity =
        choices -> TrialPlan.identity(spec.space().space().decode(choices), images);
    var known = new HashSet<NetworkHash>();
    for (var trial : trials) {
      var policy =
          Controllers.restore(
              spec.controller(),
              decisions,
              spec.seed(),
              versions.get(trial.policyVersion().orElseThrow()));
      var choices = trial.choices().orElseThrow();
      assertThat(propose(policy, trial.number(), c -> known.contains(identity.apply(c))))
          .as("proposal of trial %d", trial.number())
          .isEqualTo(choices);
      known.add(identity.apply(choices));
    }
    assertThat(storedHead(experiment, ended.updates()))
        .as("the last policy")
        .isEqualTo(versions.get(ended.updates()));
  }

  private static Choices propose(Controller policy, int number, Predicate<Choices> known) {
    return switch (policy.propose(number, 1, known)) {
      case Proposals.Next next -> next.list().getFirst().choices();
      case Proposals.Wait _, Proposals.Exhausted _ ->
          throw new AssertionError("Trial " + number + " is not proposed again.");
    };
  }

  private List<Observation> observations(UUID experiment, List<TrialView> trials, int version) {
    Map<Integer, Integer> positions = new HashMap<>();
    jdbc.sql(
            "SELECT number, learned_position FROM trial WHERE experiment_id = ? AND learned_by = ?")
        .params(experiment, version)
        .query(row -> {
          positions.put(row.getInt("number"), row.getInt("learned_position"));
        });
    return trials.stream()
        .filter(t -> positions.containsKey(t.number()))
        .sorted(Comparator.comparing(t -> positions.get(t.number())))
        .map(t ->
            new Observation(
                t.number(),
                t.choices().orElseThrow(),
                t.policyVersion().orElseThrow(),
                t.logProbability().orElseThrow(),
                Outcome.of(t.reward().orElseThrow(), t.accuracy().orElseThrow(), costs(t))))
        .toList();
  }

  private static Map<String, Double> costs(TrialView trial) {
    var costs = new HashMap<String, Double>();
    trial.costs().forEach((cost, amount) -> costs.put(cost.text(), (double) amount));
    costs.put("latencyMillis", trial.latencyMillis().orElseThrow().p50());
    return costs;
  }

  private byte[] storedHead(UUID experiment, int version) {
    return jdbc.sql(
            "SELECT snapshot FROM policy_version WHERE experiment_id = ? AND arm = 'SEARCH' AND version = ?")
        .params(experiment, version)
        .query(byte[].class)
        .single();
  }
}
