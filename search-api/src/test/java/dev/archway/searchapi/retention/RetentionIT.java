package dev.archway.searchapi.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Weights of eight trials, of which three are to be kept.
@ServiceTest
@TestPropertySource(properties = {"archway.retention.keep=3", "archway.retention.automatic=false"})
class RetentionIT {
  private static final int TRIALS = 8;
  private static final int BYTES = 1_000;

  @LocalServerPort private int port;
  @TempDir private Path folder;
  private ArchwayClient client;
  private Api api;
  private UUID experiment;
  private List<TrialView> worstFirst;

  @BeforeEach
  void trainAll() throws IOException {
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    api = new Api(port);
    var evaluators = new Evaluators(client);
    var spec =
        evaluators.spec(
            TRIALS, new ControllerSpec.Random(), Optional.empty(), new ObjectiveSpec.Accuracy());
    experiment = client.experiments().create(spec).id();
    int trained = 0;
    while (client.experiments().get(experiment).state() != ExperimentState.FINISHED) {
      for (var lease : client.leases().claim(evaluators.request(TaskKind.TRAIN, 10, 1))) {
        trained++;
        var weights =
            client.artifacts().upload(ArtifactReference.Role.WEIGHTS, file(lease.trial()));
        var epoch = new EpochMetrics(1, 1.5, trained / 100.0, 200);
        client.leases().report(lease, new TaskOutcome.Trained(List.of(epoch), List.of(weights)));
      }
    }
    worstFirst =
        client.trials().of(experiment).stream()
            .sorted(Comparator.comparingDouble(t -> t.accuracy().orElseThrow()))
            .toList();
  }

  @AfterEach
  void disconnect() {
    client.close();
    api.close();
  }

  private Path file(UUID trial) throws IOException {
    var content = trial.toString().repeat(BYTES).substring(0, BYTES);
    return Files.writeString(folder.resolve(trial.toString()), content);
  }

  @Test
  void theBestAndTheBaselinesAreKept() throws Exception {
    assertThat(use().path("droppableTrials").asInt()).isEqualTo(TRIALS - 3);

    var dropped = api.post("/gc", "").body();

    assertThat(dropped.get("trials").asInt()).isGreaterThanOrEqualTo(TRIALS - 3);
    assertThat(use().path("droppableTrials").asInt()).isZero();
    assertThat(withWeights())
        .containsExactlyInAnyOrderElementsOf(
            worstFirst.stream()
                .filter(t -> t.name().isPresent() || best().contains(t.id()))
                .map(TrialView::id)
                .toList());
  }

  @Test
  void whatIsPinnedIsKeptUntilItIsNot() throws Exception {
    var worst = worstProposed();
    assertThat(api.send("PUT", "/trials/" + worst + "/pin", Optional.empty()).status())
        .isEqualTo(204);
    api.post("/gc", "");
    assertThat(withWeights()).contains(worst);
    assertThat(use().path("pinned").toString()).contains(worst.toString());

    api.send("DELETE", "/trials/" + worst + "/pin", Optional.empty());
    api.post("/gc", "");

    assertThat(withWeights()).doesNotContain(worst);
  }

  @Test
  void whatIsToBeTestedIsKeptUntilThen() throws Exception {
    var worst = worstProposed();
    api.post("/trials/" + worst + "/test", "");

    api.post("/gc", "");

    assertThat(withWeights()).contains(worst);
  }

  private tools.jackson.databind.JsonNode use() throws Exception {
    return api.get("/disk").body().get("items").values().stream()
        .filter(use -> use.get("experiment").asString().equals(experiment.toString()))
        .findFirst()
        .orElseThrow();
  }

  private List<UUID> best() {
    return worstFirst.reversed().stream()
        .filter(t -> t.name().isEmpty())
        .limit(3)
        .map(TrialView::id)
        .toList();
  }

  private UUID worstProposed() {
    return worstFirst.stream().filter(t -> t.name().isEmpty()).findFirst().orElseThrow().id();
  }

  private List<UUID> withWeights() {
    return client.trials().of(experiment).stream()
        .filter(t -> !t.artifacts().isEmpty())
        .map(TrialView::id)
        .toList();
  }
}
