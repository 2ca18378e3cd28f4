package dev.archway.searchapi.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class ArtifactIT {
  @LocalServerPort private int port;
  @TempDir private Path folder;
  private ArchwayClient client;

  @BeforeEach
  void connect() {
    client = new ArchwayClient(URI.create("http://localhost:" + port));
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void givesBackWhatWasStored() throws Exception {
    var stored = client.artifacts().upload(ArtifactReference.Role.WEIGHTS, file("weights"));
    client.artifacts().download(stored, folder.resolve("back"));

    assertThat(folder.resolve("back")).hasContent("weights");
  }

  @Test
  void storingAContentTwiceIsStoringItOnce() throws Exception {
    var first = client.artifacts().upload(ArtifactReference.Role.WEIGHTS, file("the same"));
    var second = client.artifacts().upload(ArtifactReference.Role.WEIGHTS, file("the same"));

    assertThat(second).isEqualTo(first);
  }

  @Test
  void refusesAContentThatIsNotWhatItsNameSays() throws Exception {
    var name = "0".repeat(64);
    try (var http = HttpClient.newHttpClient()) {
      var response =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://localhost:" + port + "/api/v1/artifacts/" + name))
                  .header("Content-Type", "application/octet-stream")
                  .PUT(HttpRequest.BodyPublishers.ofString("something else"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("it arrived damaged");
    }
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() ->
            client
                .artifacts()
                .download(
                    new ArtifactReference(ArtifactReference.Role.WEIGHTS, name, 1),
                    folder.resolve("nothing")))
        .withMessage("There is no artifact " + name + ".");
  }

  @Test
  void refusesWhatIsNotSentAsBytes() throws Exception {
    assertThat(answerToThoseWhoSay("Content-Type: text/html", "Content-Length: 0"))
        .isEqualTo("HTTP/1.1 415");
  }

  @Test
  void refusesAContentThatSaysItIsTooLargeBeforeReadingIt() throws Exception {
    long oneMore = (2L << 30) + 1;
    assertThat(
            answerToThoseWhoSay(
                "Content-Type: application/octet-stream", "Content-Length: " + oneMore))
        .isEqualTo("HTTP/1.1 413");
  }

  /// How the answer to an upload begins of which nothing but the headers ever comes.
  private String answerToThoseWhoSay(String... headers) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      var request =
          "PUT /api/v1/artifacts/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n\r\n"
              .formatted("0".repeat(64), String.join("\r\n", headers));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      // The service holds the connection for a while, in case that what is announced comes after
      // all.
      return new String(
          socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void belongsToTheTrialWhoseOutcomeNamesIt() throws Exception {
    var evaluators = new Evaluators(client);
    client.experiments().create(evaluators.spec(1, new ControllerSpec.Random()));
    var lease = evaluators.claim(TaskKind.TRAIN);
    var weights = client.artifacts().upload(ArtifactReference.Role.WEIGHTS, file("trained"));
    var epochs = List.of(new EpochMetrics(1, 1.0, 0.5, 100));
    var neverUploaded = new ArtifactReference(ArtifactReference.Role.MODEL, "1".repeat(64), 5);

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() ->
            client
                .leases()
                .report(lease, new TaskOutcome.Trained(epochs, List.of(weights, neverUploaded))))
        .withMessageContaining("was never uploaded");
    assertThat(client.trials().get(lease.trial()).artifacts())
        .as("a refused report changes nothing")
        .isEmpty();

    client.leases().report(lease, new TaskOutcome.Trained(epochs, List.of(weights)));
    assertThat(client.trials().get(lease.trial()).artifacts()).containsExactly(weights);
  }

  @Test
  void aListOfTrialsTellsTheArtifactsOfEach() throws Exception {
    var evaluators = new Evaluators(client);
    var experiment =
        client.experiments().create(evaluators.spec(1, new ControllerSpec.Random())).id();
    var first = trained(evaluators, experiment);
    var second = trained(evaluators, experiment);

    assertThat(client.trials().of(experiment))
        .filteredOn(trial -> !trial.artifacts().isEmpty())
        .extracting(TrialView::artifacts)
        .containsExactlyInAnyOrder(first, second);
  }

  /// The artifacts of the next trial of an experiment that is trained; there may be trainings of
  /// other tests' experiments before it.
  private List<ArtifactReference> trained(Evaluators evaluators, UUID experiment) throws Exception {
    while (true) {
      var lease = evaluators.claim(TaskKind.TRAIN);
      var artifacts =
          List.of(
              client
                  .artifacts()
                  .upload(ArtifactReference.Role.MODEL, file("model of " + lease.trial())),
              client
                  .artifacts()
                  .upload(ArtifactReference.Role.WEIGHTS, file("weights of " + lease.trial())));
      client
          .leases()
          .report(
              lease, new TaskOutcome.Trained(List.of(new EpochMetrics(1, 1, 0.5, 100)), artifacts));
      if (client.trials().of(experiment).stream().anyMatch(t -> t.id().equals(lease.trial()))) {
        return artifacts;
      }
    }
  }

  private Path file(String content) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "file", null), content);
  }
}
