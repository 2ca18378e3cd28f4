package dev.archway.searchapi.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Experiments that are changed, copied, put away and found again.
@ServiceTest
@Timeout(180)
class ChangeIT {
  @LocalServerPort private int port;

  private Api api;
  private ArchwayClient client;
  private Evaluators evaluators;

  @BeforeEach
  void connect() {
    api = new Api(port);
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    evaluators = new Evaluators(client);
  }

  @AfterEach
  void disconnect() {
    client.close();
    api.close();
  }

  private UUID begin(int trials) {
    return client.experiments().create(evaluators.spec(trials, new ControllerSpec.Random())).id();
  }

  private Api.Answer patch(UUID id, String patch, String... headers) throws Exception {
    return api.send("PATCH", "/experiments/" + id, Optional.of(patch), headers);
  }

  private String tag(UUID id) throws Exception {
    return api.get("/experiments/" + id).header("ETag").orElseThrow();
  }

  @Test
  void aChangeOfTheVersionThatWasReadIsMade() throws Exception {
    var id = begin(5);
    var read = tag(id);

    var answer =
        patch(
            id,
            "{\"budget\": {\"trials\": 7}, \"priority\": 9, \"notes\": \"more\", \"parallelism\": null}",
            "If-Match",
            read);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("ETag")).isPresent().isNotEqualTo(Optional.of(read));
    var spec = client.experiments().get(id).spec();
    assertThat(spec.trials()).isEqualTo(7);
    assertThat(spec.priority()).isEqualTo(9);
    assertThat(spec.notes()).hasValue("more");
    assertThat(spec.parallelism()).isEmpty();
    assertThat(evaluators.runToEnd(id).finished()).as("of the new budget").isEqualTo(7);
  }

  @Test
  void aChangeOfAnOlderVersionOrOfNoneIsRefused() throws Exception {
    var id = begin(5);
    var read = tag(id);
    patch(id, "{\"priority\": 1}", "If-Match", read);

    var outdated = patch(id, "{\"priority\": 2}", "If-Match", read);
    var unconditional = patch(id, "{\"priority\": 3}");

    assertThat(outdated.status()).isEqualTo(412);
    assertThat(outdated.problem()).isEqualTo("precondition-failed");
    assertThat(unconditional.status()).isEqualTo(428);
    assertThat(unconditional.problem()).isEqualTo("precondition-required");
    assertThat(client.experiments().get(id).spec().priority()).isEqualTo(1);
  }

  @Test
  void whatDecidesTheMeaningOfResultsCannotBeChanged() throws Exception {
    var id = begin(5);

    var answer =
        patch(id, "{\"seed\": 8, \"space\": \"enas\", \"name\": \"x\"}", "If-Match", tag(id));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .isEqualTo(
            "seed cannot be changed; make a clone of it; space cannot be changed; make a clone of it.");
    assertThat(patch(id, "{\"priority\": 10}", "If-Match", tag(id)).detail())
        .isEqualTo("An experiment's priority lies in 0..9, but is 10.");
  }

  @Test
  void aChangeDoesNotCollideWithTrialsThatFinishMeanwhile() throws Exception {
    var id = begin(60);
    var done = new AtomicBoolean();
    var statuses = new ArrayList<Integer>();
    try (var worker = Executors.newSingleThreadExecutor()) {
      var running =
          worker.submit(() -> {
            evaluators.runToEnd(id);
            done.set(true);
          });
      while (!done.get()) {
        statuses.add(
            patch(id, "{\"notes\": \"%d\"}".formatted(statuses.size()), "If-Match", tag(id))
                .status());
      }
      running.get();
    }

    assertThat(statuses).hasSizeGreaterThan(10).containsOnly(200);
  }

  @Test
  void aCloneIsAnotherExperimentOfTheSameSettingsButForTheOverrides() throws Exception {
    var id = begin(5);

    var answer =
        api.post(
            "/experiments/" + id + "/clone",
            "{\"seed\": 8, \"controller\": {\"type\": \"evolution\"}}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    var copy = client.experiments().get(UUID.fromString(answer.body().get("id").asString()));
    var spec = client.experiments().get(id).spec();
    assertThat(copy.id()).isNotEqualTo(id);
    assertThat(copy.spec().seed()).isEqualTo(8);
    assertThat(copy.spec().controller()).isEqualTo(ControllerSpec.Evolution.small());
    assertThat(copy.spec().objective()).isEqualTo(spec.objective());
    assertThat(copy.spec().budget()).isEqualTo(spec.budget());
  }

  @Test
  void anArchivedExperimentIsListedOnlyIfAskedFor() throws Exception {
    var id = begin(5);

    api.post("/experiments/" + id + "/archive", "");

    assertThat(ids("")).doesNotContain(id);
    assertThat(ids("?archived=true")).contains(id);
    assertThat(client.experiments().get(id).archivedAt()).isPresent();
    api.post("/experiments/" + id + "/unarchive", "");
    assertThat(ids("")).contains(id);
  }

  private List<UUID> ids(String query) throws Exception {
    var ids = new ArrayList<UUID>();
    api.get("/experiments" + query)
        .body()
        .get("items")
        .forEach(item -> ids.add(UUID.fromString(item.get("id").asString())));
    return ids;
  }

  @Test
  void experimentsAreFoundByTagTextAndStateAndSorted() throws Exception {
    var a =
        create(
            "{\"space\": \"enas\", \"name\": \"Alpha one\", \"tags\": [\"t1\"], \"priority\": 1}");
    var b =
        create(
            "{\"space\": \"enas\", \"name\": \"beta\", \"tags\": [\"t1\"], \"priority\": 7, \"notes\": \"like ALPHA\"}");
    var c =
        create(
            "{\"space\": \"enas\", \"name\": \"gamma\", \"tags\": [\"t1\", \"t2\"], \"priority\": 3}");

    assertThat(ids("?tag=t2")).containsExactly(c);
    assertThat(ids("?tag=t1&text=alpha&sort=name")).containsExactly(a, b);
    assertThat(ids("?tag=t1&sort=priority")).containsExactly(b, c, a);
    assertThat(ids("?tag=t1&state=FINISHED")).isEmpty();
  }

  private UUID create(String draft) throws Exception {
    return UUID.fromString(api.post("/experiments", draft).body().get("id").asString());
  }

  @Test
  void pagesOfAnyOrderHaveEveryExperimentOnce() throws Exception {
    for (int i = 0; i < 7; i++) {
      create("{\"space\": \"enas\", \"name\": \"p%d\", \"tags\": [\"page\"]}".formatted(i % 3));
    }
    for (var sort : List.of("created", "priority", "name")) {
      var seen = new ArrayList<UUID>();
      var after = Optional.of("");
      while (after.isPresent()) {
        var query = "?tag=page&limit=2&sort=" + sort + after.get();
        seen.addAll(ids(query));
        after =
            Optional.ofNullable(api.get("/experiments" + query).body().get("next"))
                .filter(next -> !next.isNull())
                .map(next -> "&after=" + next.asString());
      }
      assertThat(seen).as(sort).hasSize(7).doesNotHaveDuplicates();
    }
    assertThat(api.get("/experiments?after=nonsense").detail())
        .isEqualTo(
            "Parameter after is what a page of the same list gave as its next, but is 'nonsense'.");
    assertThat(api.get("/experiments?limit=1001").detail())
        .isEqualTo("Parameter limit lies in 1..1000, but is 1001.");
  }

  @Test
  void aClientReadsAllPages() {
    for (int i = 0; i < 3; i++) {
      begin(1);
    }

    await()
        .untilAsserted(
            () -> assertThat(client.experiments().list()).hasSizeGreaterThanOrEqualTo(3));
    assertThat(client.experiments().list()).extracting(ExperimentView::id).doesNotHaveDuplicates();
  }
}
