package dev.archway.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.archway.client.FakeService.Answer;
import dev.archway.core.experiment.Fault;
import dev.archway.core.page.Page;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.Lease;
import dev.archway.core.task.MeasureTask;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.core.task.WorkerView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ArchwayClientTest {
  /// SHA-256 of `abc`, FIPS 180-2, appendix B.1.
  private static final String ABC_SHA256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final UUID ID = new UUID(1, 2);
  private static final Lease LEASE =
      new Lease(ID, ID, 7, 30, new MeasureTask("model", LatencySetting.SINGLE));

  private final FakeService service = new FakeService();
  private final ArchwayClient client = new ArchwayClient(service.address());

  @AfterEach
  void end() {
    client.close();
    service.close();
  }

  @Test
  void aProblemsDetailIsTheMessage() {
    service.answer(
        "/trials/" + ID,
        Answer.problem(404, "/problems/not-found", "There is no trial " + ID + "."));

    assertThatThrownBy(() -> client.trials().get(ID))
        .isInstanceOf(ApiException.class)
        .hasMessage("There is no trial " + ID + ".")
        .asInstanceOf(type(ApiException.class))
        .satisfies(e -> {
          assertThat(e.status()).isEqualTo(404);
          assertThat(e.problem()).isEqualTo("not-found");
          assertThat(e.passing()).isFalse();
        });
  }

  @Test
  void aFailureThatIsNoProblemDocumentIsToldByItsStatus() {
    service.answer("/trials/" + ID, new Answer(502, "text/html", "<h1>Bad</h1>"));

    assertThatThrownBy(() -> client.trials().get(ID))
        .isInstanceOf(ApiException.class)
        .hasMessage("The service answered with status 502.")
        .asInstanceOf(type(ApiException.class))
        .satisfies(e -> {
          assertThat(e.problem()).isEqualTo("unknown");
          assertThat(e.passing()).isTrue();
        });
  }

  @Test
  void aFailureWithoutABodyIsToldByItsStatus() {
    service.answer("/trials/" + ID, new Answer(401, "application/json", ""));

    assertThatThrownBy(() -> client.trials().get(ID))
        .hasMessage("The service answered with status 401.");
  }

  @Test
  void anAnswerThatMakesNoSenseNamesTheCall() {
    service.answer("/trials/" + ID, new Answer(200, "text/html", "<html>"));

    assertThatThrownBy(() -> client.trials().get(ID))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "No answer that makes sense from %s to GET /api/v1/trials/%s"
                .formatted(service.address(), ID));
  }

  @Test
  void aServiceThatIsAwayIsNamed() {
    service.stop();

    assertThatThrownBy(() -> client.trials().of(ID))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "No answer from %s to GET /api/v1/experiments/%s/trials"
                .formatted(service.address(), ID));
    assertThat(client.ready()).isFalse();
  }

  @Test
  void isReadyWhenTheServiceSaysSo() {
    service.answer("/actuator/health/readiness", new Answer(503, "text/plain", ""));
    assertThat(client.ready()).isFalse();

    service.answer("/actuator/health/readiness", new Answer(200, "text/plain", ""));
    assertThat(client.ready()).isTrue();
  }

  @Test
  void namesWithSpacesAndSlashesStayOneSegmentOfThePath() throws InterruptedException {
    client.fleet().register(new WorkerRegistration("a b/c", 2));
    assertThat(service.awaitCall("/workers/a%20b%2Fc").method()).isEqualTo("PUT");

    client
        .fleet()
        .register(
            new DeviceRegistration("pi 4", new Measurement.Platform("onnxruntime", "1", "arm")));
    assertThat(service.awaitCall("/devices/pi%204").method()).isEqualTo("PUT");
  }

  @Test
  void readsLists() {
    var worker = new WorkerView("w", 2, Instant.EPOCH, false);
    service.answer("/workers", Answer.json(new Page<>(List.of(worker), Optional.empty())));

    assertThat(client.fleet().workers()).containsExactly(worker);
  }

  @Test
  void fetchesTheModelOfALeaseByItsToken() throws InterruptedException {
    service.answer(
        "/leases/" + ID + "/model.onnx", new Answer(200, "application/octet-stream", "abc"));

    assertThat(client.leases().model(LEASE)).isEqualTo(bytes("abc"));
    assertThat(FakeService.query(service.awaitCall("/model.onnx"))).containsEntry("token", "7");
  }

  @Test
  void uploadsAFileUnderItsContent(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("w.safetensors"), "abc");

    var reference = client.artifacts().upload(ArtifactReference.Role.WEIGHTS, file);

    assertThat(reference)
        .isEqualTo(new ArtifactReference(ArtifactReference.Role.WEIGHTS, ABC_SHA256, 3));
    assertThat(service.artifact(ABC_SHA256)).isEqualTo(bytes("abc"));
  }

  @Test
  void downloadsWhatWasUploaded(@TempDir Path folder) throws IOException {
    var target = folder.resolve("copy");
    Files.writeString(target, "an older one");

    client.artifacts().download(uploaded(folder, "abc"), target);

    assertThat(target).hasContent("abc");
    assertThat(files(folder)).containsExactly("copy", "original");
  }

  @Test
  void refusesADamagedDownloadAndLeavesNoPart(@TempDir Path folder) throws IOException {
    var reference = uploaded(folder, "abc");
    service.damage(reference.sha256());

    assertThatThrownBy(() -> client.artifacts().download(reference, folder.resolve("copy")))
        .isInstanceOf(DamagedArtifactException.class)
        .hasMessage("Artifact " + ABC_SHA256 + " arrived damaged.");
    assertThat(files(folder)).containsExactly("original");
  }

  @Test
  void aMissingArtifactIsAProblemAndLeavesNoPart(@TempDir Path folder) throws IOException {
    var reference = new ArtifactReference(ArtifactReference.Role.MODEL, ABC_SHA256, 3);

    assertThatThrownBy(() -> client.artifacts().download(reference, folder.resolve("copy")))
        .isInstanceOf(ApiException.class)
        .hasMessage("No artifact " + ABC_SHA256 + " is stored.");
    assertThat(files(folder)).isEmpty();
  }

  @Test
  void aDamagedDownloadLeavesTheOlderFileAsItIs(@TempDir Path folder) throws IOException {
    var reference = uploaded(folder, "abc");
    service.damage(reference.sha256());
    var target = Files.writeString(folder.resolve("copy"), "an older one");

    assertThatThrownBy(() -> client.artifacts().download(reference, target))
        .isInstanceOf(DamagedArtifactException.class);
    assertThat(target).hasContent("an older one");
  }

  private ArtifactReference uploaded(Path folder, String content) throws IOException {
    return client
        .artifacts()
        .upload(
            ArtifactReference.Role.WEIGHTS, Files.writeString(folder.resolve("original"), content));
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void anAnswerThatFallsSilentInItsMidstIsGivenUp(@TempDir Path folder) {
    service.answer("/artifacts/" + ABC_SHA256, Answer.fallsSilentAfter("ab"));
    var reference = new ArtifactReference(ArtifactReference.Role.WEIGHTS, ABC_SHA256, 3);

    try (var impatient =
        new ArchwayClient(service.address(), Optional.empty(), Duration.ofMillis(300))) {
      assertThatThrownBy(() -> impatient.artifacts().download(reference, folder.resolve("abc")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("/artifacts/" + ABC_SHA256)
          .hasRootCauseMessage("Nothing has moved for 0.3 s.");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void sendsItsTokenWithEveryCall() {
    var token = new AccessToken("archway_worker_1_2");
    try (var known = new ArchwayClient(service.address(), Optional.of(token))) {
      known.fleet().register(new WorkerRegistration("w", 1));
      client.fleet().register(new WorkerRegistration("w", 1));
    }

    assertThat(service.credentials()).containsExactly("Bearer archway_worker_1_2", "null");
  }

  @Test
  void readsTokensToTheLastPage() {
    service.answer("/tokens", Answer.json(List.of()));

    assertThat(client.tokens().list()).isEmpty();
    assertThat(service.history())
        .extracting(FakeService.Call::path)
        .containsExactly("/tokens?limit=500");
  }

  @Test
  void aProblemOfADefinitionHasItsFaults() {
    service.answer(
        "/experiments/validation",
        new Answer(
            400,
            "application/problem+json",
            """
            {"type": "urn:archway:problem:invalid-request", "title": "The request breaks a rule",
             "detail": "a; b.", "faults": [{"path": "budget.trials", "message": "a"}]}
            """));

    assertThatThrownBy(() -> client.experiments().validate(Draft.yaml("space: enas")))
        .asInstanceOf(type(ApiException.class))
        .satisfies(e -> {
          assertThat(e.title()).isEqualTo("The request breaks a rule");
          assertThat(e.faults()).containsExactly(new Fault("budget.trials", "a"));
        });
  }

  @Test
  void exportsAsTheServiceWritesAndWritesNothingOfARefusal() {
    service.answer(
        "/experiments/" + ID + "/trials", new Answer(200, "text/csv", "number\r\n1\r\n"));
    var out = new ByteArrayOutputStream();
    client.trials().export(ID, ExportFormat.CSV, TrialFilter.ALL, out);
    assertThat(out).hasToString("number\r\n1\r\n");

    service.answer("/experiments/" + ID + "/trials", Answer.problem(404, "not-found", "None."));
    assertThatThrownBy(() -> client.trials().export(ID, ExportFormat.CSV, TrialFilter.ALL, out))
        .isInstanceOf(ApiException.class)
        .hasMessage("None.");
    assertThat(out).hasToString("number\r\n1\r\n");
  }

  @Test
  void anExportThatCannotBeWrittenIsGivenUp() {
    service.answer("/experiments/" + ID + "/trials", new Answer(200, "text/csv", "number\r\n"));
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThatThrownBy(() -> client.trials().export(ID, ExportFormat.CSV, TrialFilter.ALL, full))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("No space left on device");
  }

  @Test
  void readsAListUpToWhatIsAskedFor() {
    service.answer(
        "/experiments/" + ID + "/trials", Answer.json(new Page<>(List.of(), Optional.empty())));

    client.trials().of(ID, TrialFilter.ALL, TrialOrder.REWARD, 7);

    assertThat(service.history())
        .extracting(FakeService.Call::path)
        .containsExactly("/experiments/" + ID + "/trials?limit=7&sort=REWARD");
  }
}
