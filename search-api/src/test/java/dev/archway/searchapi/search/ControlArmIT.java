package dev.archway.searchapi.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.client.ArchwayClient;
import dev.archway.controller.Controllers;
import dev.archway.controller.ProposalSeed;
import dev.archway.controller.Proposals;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ControlArm;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.VerdictView;
import dev.archway.core.space.Choices;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
@Timeout(180)
class ControlArmIT {
  @LocalServerPort private int port;

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

  private ExperimentView run(int trials, ControllerSpec control) {
    var spec =
        evaluators.spec(trials, RnnSpec.standard(), Optional.of(new ControlArm(0.5, control)));
    return evaluators.runToEnd(client.experiments().create(spec).id());
  }

  private List<TrialView> trials(ExperimentView experiment, TrialOrigin origin) {
    return client.trials().of(experiment.id()).stream().filter(t -> t.origin() == origin).toList();
  }

  @Test
  void theControlArmProposesItsShareAsIfItWereAlone() {
    var ended = run(20, new ControllerSpec.Random());

    var control = trials(ended, TrialOrigin.CONTROL);
    assertThat(control).hasSize(10);
    assertThat(trials(ended, TrialOrigin.CONTROLLER)).hasSize(10);
    var alone =
        Controllers.create(
            new ControllerSpec.Random(),
            ended.spec().space().networks().decisions(),
            ProposalSeed.of(ended.spec().seed(), Arm.CONTROL));
    var known = new HashSet<Choices>();
    for (var trial : control) {
      var proposed = (Proposals.Next) alone.propose(trial.number(), 1, known::contains);
      assertThat(trial.choices()).hasValue(proposed.list().getFirst().choices());
      known.add(proposed.list().getFirst().choices());
    }
  }

  @Test
  void eachArmLearnsFromItsOwnTrialsAlone() {
    var ended = run(20, new ControllerSpec.Evolution(4, 2));

    assertThat(ended.updates()).as("two batches of five").isEqualTo(2);
    assertThat(trials(ended, TrialOrigin.CONTROLLER))
        .extracting(t -> t.learnedBy().orElseThrow())
        .containsOnly(1, 2);
    assertThat(trials(ended, TrialOrigin.CONTROL))
        .as("evolution learns each result by itself")
        .extracting(t -> t.learnedBy().orElseThrow())
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  void tellsHowTheSearchDoesAgainstItsControl() {
    var ended = run(40, new ControllerSpec.Random());

    var verdict = client.experiments().verdict(ended.id());

    assertThat(verdict.tried()).isEqualTo(20);
    assertThat(verdict.control()).isEqualTo(20);
    assertThat(verdict.words()).isNotEqualTo(VerdictView.Words.TOO_FEW_CONTROL_TRIALS);
    assertThat(verdict.best().value())
        .isEqualTo(
            trials(ended, TrialOrigin.CONTROLLER).stream()
                .mapToDouble(t -> t.reward().orElseThrow())
                .max()
                .orElseThrow());
    assertThat(verdict.text()).startsWith("The search ").contains("by its 20;");
    assertThat(client.experiments().verdict(ended.id())).isEqualTo(verdict);
  }

  @Test
  void refusesAVerdictThatNothingSupports() {
    var few = run(8, new ControllerSpec.Random());
    var without = client.experiments().create(evaluators.spec(2, new ControllerSpec.Random()));
    evaluators.runToEnd(without.id());

    assertThatThrownBy(() -> client.experiments().verdict(few.id()))
        .hasMessageContaining("but so far there are 4 of the search and 4 of its control");
    assertThatThrownBy(() -> client.experiments().verdict(without.id()))
        .hasMessageContaining("has no control arm");
  }
}
