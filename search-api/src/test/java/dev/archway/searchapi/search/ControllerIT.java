package dev.archway.searchapi.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.archway.client.ArchwayClient;
import dev.archway.controller.Controllers;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ControlArm;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.ControllerView;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.UpdateView;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
@Timeout(180)
class ControllerIT {
  private static final ControllerSpec.Evolution EVOLUTION = new ControllerSpec.Evolution(4, 2);

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  private ArchwayClient client;
  private Evaluators evaluators;

  @BeforeEach
  void connect() {
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    evaluators = new Evaluators(client);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  /// Ten trials of the RNN and ten of evolution.
  private ExperimentView run() {
    var spec = evaluators.spec(20, RnnSpec.standard(), Optional.of(new ControlArm(0.5, EVOLUTION)));
    return evaluators.runToEnd(client.experiments().create(spec).id());
  }

  private List<TrialView> trials(ExperimentView experiment, TrialOrigin origin) {
    return client.trials().of(experiment.id()).stream().filter(t -> t.origin() == origin).toList();
  }

  @Test
  void everyUpdateOfBothArmsCanBeReadAlthoughOldSnapshotsAreGone() {
    var ended = run();

    var view = client.experiments().controller(ended.id());

    assertThat(view.decisions()).isEqualTo(ended.spec().space().networks().decisions().list());
    assertThat(view.arms())
        .extracting(ControllerView.ArmView::arm)
        .containsExactly(Arm.SEARCH, Arm.CONTROL);
    var search = view.arms().getFirst();
    assertThat(search.settings()).isEqualTo(RnnSpec.standard());
    assertThat(search.head()).isEqualTo(2);
    assertThat(versions(search.updates())).containsExactly(1, 2);
    var control = view.arms().getLast();
    assertThat(control.settings()).isEqualTo(EVOLUTION);
    assertThat(versions(control.updates())).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(control.updates().getLast().summary())
        .isInstanceOfSatisfying(
            ControllerSummary.Population.class, p -> assertThat(p.members()).isEqualTo(4));
    assertThat(snapshots(ended.id(), Arm.CONTROL)).as("the newest").isEqualTo(1);
  }

  private static List<Integer> versions(List<UpdateView> updates) {
    return updates.stream().map(u -> u.report().version()).toList();
  }

  private int snapshots(UUID experiment, Arm arm) {
    return jdbc.sql("SELECT count(*) FROM policy_version WHERE experiment_id = ? AND arm = ?")
        .params(experiment, arm.name())
        .query(Integer.class)
        .single();
  }

  @Test
  void theRnnsUpdatesSayWhatItLearnedFromAndWhatItThinksSince() {
    var ended = run();
    var trials = trials(ended, TrialOrigin.CONTROLLER);
    var decisions = ended.spec().space().networks().decisions();

    for (var update : client.experiments().controller(ended.id()).arms().getFirst().updates()) {
      var gradient = update.report().gradient().orElseThrow();
      assertThat(gradient.advantages())
          .hasSize(5)
          .allSatisfy(a ->
              assertThat(rewardOf(trials, a.trial(), update.report().version()))
                  .isEqualTo(a.reward()));
      assertThat(gradient.steps())
          .allSatisfy(
              s -> assertThat(s.norm()).isPositive().isGreaterThanOrEqualTo(s.clippedNorm()));
      var policy = (ControllerSummary.Policy) update.summary();
      assertThat(policy.entropy()).isPositive();
      assertThat(policy.decisions()).hasSize(decisions.size());
      for (int d = 0; d < decisions.size(); d++) {
        var seen = policy.decisions().get(d);
        assertThat(seen.probabilities()).hasSize(decisions.get(d).options().size());
        assertThat(seen.probabilities().stream().mapToDouble(p -> p).sum())
            .isCloseTo(1, within(1e-12));
      }
    }
  }

  private static double rewardOf(List<TrialView> trials, int number, int learnedBy) {
    return trials.stream()
        .filter(t -> t.number() == number && t.learnedBy().equals(Optional.of(learnedBy)))
        .findFirst()
        .flatMap(TrialView::reward)
        .orElseThrow();
  }

  @Test
  void updatesComeInPages() {
    var id = run().id();
    var read = new ArrayList<UpdateView>();
    ControllerView.ArmView page;
    do {
      var view = client.experiments().controller(id, Arm.CONTROL, read.size(), 4);
      page = view.arms().getFirst();
      assertThat(view.arms()).extracting(ControllerView.ArmView::arm).containsExactly(Arm.CONTROL);
      assertThat(page.updates()).hasSizeBetween(1, 4);
      read.addAll(page.updates());
    } while (read.getLast().report().version() < page.head());

    assertThat(read).isEqualTo(client.experiments().controller(id).arms().getLast().updates());
    assertThat(client.experiments().controller(id, Arm.CONTROL, 10, 4).arms().getFirst().updates())
        .isEmpty();
  }

  @Test
  void refusesPagesThatThereCannotBe() {
    var without = client.experiments().create(evaluators.spec(1, new ControllerSpec.Random())).id();

    assertThatThrownBy(() -> client.experiments().controller(without, Arm.SEARCH, -1, 10))
        .hasMessageContaining("or 0, but is -1");
    assertThatThrownBy(() -> client.experiments().controller(without, Arm.SEARCH, 0, 1001))
        .hasMessageContaining("lies in 1..1000, but is 1001");
    assertThatThrownBy(() -> client.experiments().controller(without, Arm.CONTROL, 0, 10))
        .hasMessageContaining("has no control arm");
    evaluators.runToEnd(without);
  }

  @Test
  void everyTrialTellsWhyItWasProposed() {
    var ended = run();

    assertThat(trials(ended, TrialOrigin.CONTROLLER))
        .hasSize(10)
        .allSatisfy(t -> {
          assertThat(t.policyVersion().orElseThrow()).isBetween(0, 2);
          assertThat(t.logProbability().orElseThrow()).isNegative();
          assertThat(t.provenance().orElseThrow()).isInstanceOf(Provenance.Drawn.class);
        });
    var control = trials(ended, TrialOrigin.CONTROL);
    assertThat(control.getFirst().provenance()).hasValue(new Provenance.Uniform());
    assertThat(control)
        .filteredOn(t -> t.provenance().orElseThrow() instanceof Provenance.Mutated)
        .isNotEmpty()
        .allSatisfy(child -> {
          var parent = ((Provenance.Mutated) child.provenance().orElseThrow()).parent();
          assertThat(control)
              .filteredOn(t -> t.number() < child.number())
              .extracting(t -> t.choices().orElseThrow())
              .contains(parent);
        });
    assertThat(trials(ended, TrialOrigin.BASELINE)).allMatch(t -> t.provenance().isEmpty());
  }

  @Test
  void whatWasStoredIsWhatARestoredControllerSays() {
    var ended = run();
    var snapshot =
        jdbc.sql(
                "SELECT snapshot FROM policy_version WHERE experiment_id = ? AND arm = 'SEARCH' AND version = 2")
            .params(ended.id())
            .query(byte[].class)
            .single();
    var spec = ended.spec();
    var restored =
        Controllers.restore(
            spec.controller(), spec.space().networks().decisions(), spec.seed(), snapshot);

    assertThat(
            client
                .experiments()
                .controller(ended.id())
                .arms()
                .getFirst()
                .updates()
                .getLast()
                .summary())
        .isEqualTo(restored.summary());
  }
}
