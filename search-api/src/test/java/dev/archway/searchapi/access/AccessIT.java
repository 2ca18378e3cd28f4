package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.client.ApiException;
import dev.archway.core.access.Scope;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Who is let in, and how those are refused who are not.
@ServiceTest
@TestPropertySource(properties = Calls.LOGIN)
class AccessIT {
  @LocalServerPort private int port;
  private Calls calls;

  @BeforeEach
  void connect() {
    calls = new Calls(port);
  }

  @AfterEach
  void disconnect() {
    calls.close();
  }

  @Test
  void aCallerWhoDoesNotSayWhoItIsIsAskedTo() throws Exception {
    var response = calls.send(calls.request("/api/v1/experiments"));

    var problem = calls.refused(401, "unauthenticated", response);
    assertThat(problem.get("detail").asString()).contains("Authorization: Bearer TOKEN");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"archway\"");
  }

  @Test
  void aTokenThatNobodyGaveOutIsRefused() throws Exception {
    var response = calls.send(calls.request("/api/v1/experiments", "made-up"));

    calls.refused(401, "unauthenticated", response);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("invalid_token");
  }

  @Test
  void aHeaderThatIsNoTokenIsRefused() throws Exception {
    for (var header : List.of("Bearer ", "Bearer a b", "Basic YTpi", "Bearer ü")) {
      var response =
          calls.send(calls.request("/api/v1/experiments").header("Authorization", header));
      calls.refused(401, "unauthenticated", response);
    }
  }

  @Test
  void theStateOfTheServiceIsForEveryone() throws Exception {
    assertThat(calls.send(calls.request("/actuator/health/readiness")).statusCode()).isEqualTo(200);
  }

  @Test
  void aRefusalSaysWhatWasNeeded() throws Exception {
    var response = calls.send(calls.request("/api/v1/tokens", calls.token(Scope.EDITOR, "")));

    var problem = calls.refused(403, "forbidden", response);
    assertThat(problem.get("detail").asString())
        .isEqualTo("GET /api/v1/tokens takes scope ADMIN, but the caller's is EDITOR.");
  }

  @Test
  void whatIsNotThereIsNotFoundAndWhatIsThereNamesItsMethods() throws Exception {
    var token = calls.token(Scope.VIEWER, "");
    calls.refused(404, "not-found", calls.send(calls.request("/api/v1/nowhere", token)));

    var response = calls.send(calls.request("/api/v1/tokens", token).method("PATCH", noBody()));
    calls.refused(405, "method-not-allowed", response);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, POST");
    calls.refused(401, "unauthenticated", calls.send(calls.request("/api/v1/nowhere")));
  }

  @Test
  void anAddressWithTricksIsRefused() throws Exception {
    for (var path : List.of("/api/v1//tokens", "/api/v1/tokens;a=b", "/api/v1/%2e%2e/tokens")) {
      var response = calls.send(calls.request(path, Calls.ADMIN_TOKEN));
      assertThat(response.statusCode()).as(path).isEqualTo(400);
    }
  }

  @Test
  void noOtherSitesPageIsAnswered() throws Exception {
    var response =
        calls.send(
            calls
                .request("/api/v1/experiments")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", noBody()));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void everyAnswerTellsBrowsersToBeCareful() throws Exception {
    for (var token : List.of(Calls.ADMIN_TOKEN, "made-up")) {
      var headers = calls.send(calls.request("/api/v1/experiments", token)).headers();
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'self'", "frame-ancestors 'none'");
      assertThat(headers.map()).doesNotContainKey("set-cookie");
    }
  }

  @Test
  void aWorkerGoesByItsOwnName() {
    try (var worker = calls.client(calls.token(Scope.WORKER, "w-1"))) {
      worker.fleet().register(new WorkerRegistration("w-1", 1));
      worker.leases().claim(claim("w-1", TaskKind.TRAIN, Optional.empty()));

      assertForbidden(() -> worker.fleet().register(new WorkerRegistration("w-2", 1)));
      assertForbidden(() -> worker.leases().claim(claim("w-2", TaskKind.TRAIN, Optional.empty())));
    }
  }

  @Test
  void aWorkerTakesNoMeasurements() {
    calls.admin().fleet().register(new DeviceRegistration("phone", Evaluators.PLATFORM));
    try (var worker = calls.client(calls.token(Scope.WORKER, "phone"))) {
      assertForbidden(
          () -> worker.leases().claim(claim("phone", TaskKind.MEASURE, Optional.of("phone"))));
    }
  }

  @Test
  void aDeviceTakesItsOwnMeasurementsOnly() {
    calls.admin().fleet().register(new DeviceRegistration("other", Evaluators.PLATFORM));
    try (var device = calls.client(calls.token(Scope.DEVICE, "pi"))) {
      device.fleet().register(new DeviceRegistration("pi", Evaluators.PLATFORM));
      device.leases().claim(claim("pi", TaskKind.MEASURE, Optional.of("pi")));

      assertForbidden(
          () -> device.fleet().register(new DeviceRegistration("other", Evaluators.PLATFORM)));
      assertForbidden(
          () -> device.leases().claim(claim("pi", TaskKind.MEASURE, Optional.of("other"))));
      assertForbidden(
          () -> device.leases().claim(claim("other", TaskKind.MEASURE, Optional.of("pi"))));
      assertForbidden(() -> device.leases().claim(claim("pi", TaskKind.TRAIN, Optional.empty())));
    }
  }

  @Test
  void aLeaseIsOfNoUseToAnother() {
    var evaluators = new Evaluators(calls.admin());
    calls.admin().experiments().create(evaluators.spec(4, new ControllerSpec.Random()));
    var training = evaluators.claim(TaskKind.TRAIN);
    var measurement = evaluators.claim(TaskKind.MEASURE);
    var holder = "simulated-worker";
    try (var same = calls.client(calls.token(Scope.WORKER, holder));
        var thief = calls.client(calls.token(Scope.WORKER, "thief"));
        var device = calls.client(calls.token(Scope.DEVICE, "pi"))) {
      same.leases().heartbeat(training);
      assertForbidden(() -> thief.leases().heartbeat(training));
      assertForbidden(() -> thief.leases().report(training, evaluators.outcome(training)));
      assertForbidden(() -> device.leases().giveBack(training));
      assertForbidden(() -> device.leases().model(measurement));
      assertForbidden(() -> same.leases().heartbeat(measurement));
      same.leases().report(training, evaluators.outcome(training));
    }
  }

  @Test
  void whatAnEditorStartsAViewerOnlyWatches() {
    var setUp = new Evaluators(calls.admin());
    try (var editor = calls.client(calls.token(Scope.EDITOR, ""));
        var viewer = calls.client(calls.token(Scope.VIEWER, ""))) {
      var experiment = editor.experiments().create(setUp.spec(2, new ControllerSpec.Random())).id();
      assertForbidden(
          () -> viewer.experiments().create(setUp.spec(2, new ControllerSpec.Random())));
      setUp.runToEnd(experiment);
      assertThat(viewer.trials().of(experiment)).isNotEmpty();
    }
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private static ClaimRequest claim(String who, TaskKind kind, Optional<String> device) {
    return new ClaimRequest(who, List.of(kind), device, 1, 0);
  }

  private static void assertForbidden(Runnable call) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.problem()).isEqualTo("forbidden"));
  }
}
