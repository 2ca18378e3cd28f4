package dev.archway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.local.RealService;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Draft;
import dev.archway.client.Json;
import dev.archway.client.LeaseLoop;
import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.Validation;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.EvaluateTask;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.WorkerRegistration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands about experiments, against a service with its database.
@Tag("slow")
@Timeout(600)
class ExperimentCommandIT {
  private static final String DRAFT =
      """
      name: %s
      space:
        name: mine
        type: opaque
        decisions:
          - {name: depth, options: ["1", "2", "3", "4", "5"]}
          - {name: width, options: ["2", "4", "8"]}
      objective:
        type: product
        terms:
          - {cost: {type: reported, name: joules}, target: 12, exponents: soft}
      evaluation: {type: own}
      controller: random
      budget: {trials: 5}
      """;

  @TempDir private static Path folder;
  private static RealService service;
  private static ArchwayClient client;

  @BeforeAll
  static void start() throws IOException {
    service = new RealService(folder.resolve("home"));
    client = service.client();
  }

  @AfterAll
  static void stop() throws IOException {
    if (service != null) {
      service.close();
    }
  }

  private static Command archway(String... arguments) throws Exception {
    return Command.run(builder(arguments));
  }

  private static ProcessBuilder builder(String... arguments) {
    var builder = ArchwayProcess.builder(List.of(), List.of(arguments));
    builder.environment().put("ARCHWAY_SERVER", client.server().toString());
    return builder;
  }

  private static UUID created(String name) {
    return client
        .experiments()
        .create(Draft.yaml(DRAFT.formatted(name)), UUID.randomUUID().toString())
        .id();
  }

  /// Takes an experiment's trials until it is closed.
  private static final class Evaluator implements AutoCloseable {
    private final Thread thread;

    Evaluator(UUID experiment) {
      var request =
          new ClaimRequest(
              "evaluator",
              List.of(TaskKind.EVALUATE),
              Optional.empty(),
              Optional.of(experiment),
              1,
              1);
      var loop =
          new LeaseLoop(
              client,
              request,
              held -> {
                held.say(List.of("somebody is at it"));
                return evaluate((EvaluateTask) held.lease().work());
              });
      thread = Thread.ofVirtual().start(loop);
    }

    private static TaskOutcome evaluate(EvaluateTask task) {
      double depth = Double.parseDouble(task.options().getOrDefault("depth", "1"));
      double width = Double.parseDouble(task.options().getOrDefault("width", "2"));
      return new TaskOutcome.Evaluated(
          Map.of("accuracy", depth / 10), Map.of("joules", depth * width));
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }

  private static UUID finished(String name) {
    var id = created(name);
    try (var _ = new Evaluator(id)) {
      awaitState(id, ExperimentState.FINISHED);
    }
    return id;
  }

  private static void awaitState(UUID id, ExperimentState state) {
    Awaitility.await(state.name())
        .atMost(Duration.ofMinutes(3))
        .until(() -> client.experiments().get(id).state() == state);
  }

  @Test
  void printsANewExperimentsIdAloneSoThatAScriptCanKeepIt() throws Exception {
    var file = Files.writeString(folder.resolve("draft.yaml"), DRAFT.formatted("kept"));

    var create = archway("experiment", "create", file.toString());

    assertThat(create.status()).as(create.toString()).isZero();
    assertThat(create.err()).contains("Experiment 'kept' was created");
    var id = UUID.fromString(create.out().strip());
    assertThat(client.experiments().get(id).spec().name()).isEqualTo("kept");
  }

  @Test
  void readsADraftInJsonAndOneFromTheStandardInput() throws Exception {
    var json =
        Files.writeString(folder.resolve("draft.json"), "{\"space\": \"enas\", \"space\": 1}");
    assertThat(archway("experiment", "create", json.toString()).err()).contains("no valid JSON");

    var process = builder("experiment", "create", "-").start();
    try (var in = process.getOutputStream()) {
      in.write(DRAFT.formatted("piped").getBytes(StandardCharsets.UTF_8));
    }
    var id = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    assertThat(client.experiments().get(UUID.fromString(id)).spec().name()).isEqualTo("piped");
  }

  @Test
  void aDryRunShowsTheWholeExperimentAndCreatesNothing() throws Exception {
    var file = Files.writeString(folder.resolve("dry.yaml"), DRAFT.formatted("dry"));

    var dry = archway("experiment", "create", file.toString(), "--dry-run");

    assertThat(dry.status()).as(dry.toString()).isZero();
    assertThat(dry.out()).contains("name: dry", "priority: 5", "trials: 5", "- \"4\"", "# ");
    assertThat(client.experiments().list()).noneMatch(one -> one.spec().name().equals("dry"));
  }

  @Test
  void aDryRunTellsAllFaultsWithTheirPaths() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("faulty.yaml"), "{space: enas, budget: {trials: 0}, priority: 12}");

    var dry = archway("experiment", "create", file.toString(), "--dry-run");
    assertThat(dry.status()).isEqualTo(1);
    assertThat(dry.out().lines())
        .anyMatch(line -> line.startsWith("  budget.trials: "))
        .anyMatch(line -> line.startsWith("  priority: "));

    var json = archway("experiment", "create", file.toString(), "--dry-run", "-o", "json");
    assertThat(json.status()).isEqualTo(1);
    assertThat(Json.mapper().readValue(json.out(), Validation.class).faults()).hasSize(2);

    var create = archway("experiment", "create", file.toString());
    assertThat(create.status()).isEqualTo(1);
    assertThat(create.out()).isEmpty();
    assertThat(create.err().lines())
        .startsWith("The request breaks a rule:")
        .anyMatch(line -> line.startsWith("  budget.trials: "))
        .hasSize(3);
  }

  @Test
  void listsAndShowsForPeopleAndForPrograms() throws Exception {
    var id = finished("shown");

    assertThat(archway("experiment", "list", "--text", "shown").out())
        .contains(id.toString().substring(0, 8), "FINISHED", "5/5", "shown");
    assertThat(archway("experiment", "show", "shown").out())
        .contains(
            "id            " + id,
            "accuracy x (joules / 12)^-0.07",
            "5 of 5 proposed ones ended; in all 5 completed",
            "best          trial ");
    var list = archway("experiment", "list", "--all", "-o", "json").out();
    assertThat(Json.mapper().readValue(list, ExperimentView[].class))
        .anyMatch(one -> one.id().equals(id));
  }

  @Test
  void anExperimentIsNamedByTheBeginningOfItsIdOrItsNameIfThatIsClear() throws Exception {
    var first = created("twice");
    var second = created("twice");

    assertThat(archway("experiment", "show", first.toString().substring(0, 12)).out())
        .contains(first.toString());
    var ambiguous = archway("experiment", "pause", "twice");
    assertThat(ambiguous.status()).isEqualTo(1);
    assertThat(ambiguous.err())
        .contains("may be any of 2 experiments", first.toString(), second.toString());
    var unknown = archway("experiment", "show", "nobody's");
    assertThat(unknown.refusedInOneLine()).as(unknown.toString()).isTrue();
    assertThat(client.experiments().get(first).state()).isEqualTo(ExperimentState.RUNNING);
  }

  @Test
  void watchTellsInWordsWhatHappensUntilTheEnd() throws Exception {
    var id = created("watched");
    try (var _ = new Evaluator(id)) {
      var watch = archway("experiment", "watch", "watched");

      assertThat(watch.status()).as(watch.toString()).isZero();
      assertThat(watch.out())
          .contains("experiment 'watched' created", "trial 1 queued (search)")
          .containsPattern(
              "trial \\d completed: reward 0\\.\\d{4}, accuracy \\d0\\.0 %, joules \\d+; the best so far")
          .containsPattern("; best so far 0\\.\\d{4} by trial \\d");
      assertThat(watch.out().lines().toList().getLast()).contains("the experiment is FINISHED");
    }
  }

  @Test
  void watchMissesNothingWhenTheServiceIsKilledMeanwhile() throws Exception {
    var id = created("killed");
    var process = builder("experiment", "watch", id.toString(), "-o", "json").start();
    process.getOutputStream().close();
    var notes = new StringBuilder();
    Thread.ofVirtual().start(() -> process.errorReader().lines().forEach(notes::append));
    var events = new ArrayList<EventView>();
    try (var out = process.inputReader()) {
      events.add(Json.mapper().readValue(out.readLine(), EventView.class));
      service.killOnce();
      try (var _ = new Evaluator(id)) {
        out.lines()
            .map(line -> Json.mapper().readValue(line, EventView.class))
            .forEach(events::add);
      }
    }

    assertThat(process.waitFor()).as(notes.toString()).isZero();
    assertThat(notes).contains("Waiting for the service ...");
    assertThat(events)
        .extracting(EventView::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events.getLast().payload()).containsEntry("state", "FINISHED");
  }

  @Test
  void watchEndsWithStatus1WhenTheExperimentIsStopped() throws Exception {
    var id = created("stopped");
    assertThat(archway("experiment", "stop", id.toString(), "--now").out()).contains("STOPPED");

    var watch = archway("experiment", "watch", id.toString());

    assertThat(watch.status()).isEqualTo(1);
    assertThat(watch.out()).contains("the experiment is STOPPED");
  }

  @Test
  void anInterruptedWatchLeavesTheExperimentAloneAndSaysSo() throws Exception {
    var id = created("left");
    var process = builder("experiment", "watch", id.toString()).start();
    process.getOutputStream().close();
    assertThat(process.inputReader().readLine()).contains("experiment 'left' created");

    process.toHandle().destroy();

    assertThat(process.errorReader().readLine())
        .isEqualTo(
            "The experiment goes on; `archway experiment watch " + id + "` follows it again.");
    assertThat(process.waitFor()).isNotZero();
    assertThat(client.experiments().get(id).state()).isEqualTo(ExperimentState.RUNNING);
  }

  @Test
  void pausesResumesAndDrains() throws Exception {
    var id = created("moved").toString();

    assertThat(archway("experiment", "pause", id).out()).contains("PAUSED");
    assertThat(archway("experiment", "resume", id).out()).contains("RUNNING");
    assertThat(archway("experiment", "stop", id).status()).isEqualTo(2);
    var drain = archway("experiment", "stop", id, "--drain", "-o", "json");
    assertThat(drain.status()).as(drain.toString()).isZero();
    assertThat(Json.mapper().readValue(drain.out(), ExperimentView.class).id()).hasToString(id);
    archway("experiment", "stop", id, "--now");
    var resume = archway("experiment", "resume", id);
    assertThat(resume.refusedInOneLine()).as(resume.toString()).isTrue();
    assertThat(resume.err()).startsWith("Not possible in this state: ");
  }

  @Test
  void changesARunningExperiment() throws Exception {
    var id = created("changed");

    var change =
        archway(
            "experiment",
            "change",
            id.toString(),
            "--budget-trials",
            "7",
            "--priority",
            "8",
            "--parallel",
            "2",
            "--notes",
            "mine",
            "--set",
            "tags=[a, b]");

    assertThat(change.status()).as(change.toString()).isZero();
    assertThat(change.out()).contains("0/7");
    var spec = client.experiments().get(id).spec();
    assertThat(spec.trials()).isEqualTo(7);
    assertThat(spec.priority()).isEqualTo(8);
    assertThat(spec.parallelism()).hasValue(2);
    assertThat(spec.notes()).hasValue("mine");
    assertThat(spec.tags()).containsExactly("a", "b");
    assertThat(archway("experiment", "change", id.toString()).status()).isEqualTo(2);
  }

  @Test
  void clonesWithOtherSettingsAndArchives() throws Exception {
    var id = created("original").toString();

    var clone =
        archway("experiment", "clone", id, "--set", "name=a copy", "--set", "budget.trials=3");

    assertThat(clone.status()).as(clone.toString()).isZero();
    var copy = client.experiments().get(UUID.fromString(clone.out().strip()));
    assertThat(copy.spec().name()).isEqualTo("a copy");
    assertThat(copy.spec().trials()).isEqualTo(3);
    archway("experiment", "archive", id);
    assertThat(archway("experiment", "list", "--all").out()).doesNotContain("original");
    assertThat(archway("experiment", "list", "--archived", "--all").out())
        .contains("RUNNING (archived)");
    archway("experiment", "archive", "original", "--undo");
    assertThat(archway("experiment", "list", "--all").out()).contains("original");
  }

  @Test
  void exportsTrialsWholeIntoAFileOrToTheStandardOutput() throws Exception {
    var id = finished("exported").toString();
    var file = folder.resolve("trials.json");

    var csv = archway("experiment", "export", id);
    assertThat(csv.out()).startsWith("number,id,origin").hasLineCount(6);
    archway("experiment", "export", id, "--format", "json", "-f", file.toString());
    assertThat(Json.mapper().readValue(Files.readString(file), TrialView[].class)).hasSize(5);
    assertThat(folder.resolve("trials.json.part")).doesNotExist();
    var nowhere = folder.resolve("missing/trials.csv").toString();
    assertThat(archway("experiment", "export", id, "-f", nowhere).refusedInOneLine()).isTrue();
  }

  @Test
  void listsTrialsTheParetoFrontAndAnotherRanking() throws Exception {
    var id = finished("ranked").toString();

    var best = archway("experiment", "trials", id, "--sort", "reward", "--limit", "2");
    assertThat(best.out()).hasLineCount(3).contains("joules", "depth=");
    assertThat(best.err()).contains("There are more than 2");
    assertThat(archway("experiment", "trials", id, "--state", "failed").out()).hasLineCount(1);

    assertThat(archway("experiment", "pareto", id, "--cost", "joules").out())
        .contains("joules", "search");
    var cheap = archway("experiment", "reprice", id, "--target", "2", "--beta", "-5", "-o", "json");
    var ranked = Json.mapper().readValue(cheap.out(), TrialView[].class);
    assertThat(ranked[0].reportedCosts().get("joules"))
        .isEqualTo(
            client.trials().of(UUID.fromString(id)).stream()
                .mapToDouble(trial -> trial.reportedCosts().get("joules"))
                .min()
                .orElseThrow());
  }

  @Test
  void queuesAndShowsSingleTrials() throws Exception {
    var id = finished("single");
    var taken =
        client.trials().of(id).stream().map(trial -> trial.choices().orElseThrow()).toList();
    assertThat(taken).hasSize(5);

    var queue = archway("trial", "queue", "single", "[0, 0]");
    assertThat(queue.status()).as(queue.toString()).isZero();
    var trial = client.trials().get(UUID.fromString(queue.out().strip()));
    assertThat(trial.state()).isEqualTo(TrialState.QUEUED);
    assertThat(archway("trial", "show", "single/6").out())
        .contains("id            " + trial.id(), "depth=1 width=2", "queued");
    assertThat(archway("trial", "show", client.trials().of(id).getFirst().id().toString()).out())
        .contains("COMPLETED", "reward ", "joules ");
    assertThat(archway("trial", "logs", "single/1").out())
        .matches("(?m)^\\d{4}-\\d\\d-\\d\\d [0-9:]{8}  evaluator  somebody is at it$\\s");
    assertThat(archway("trial", "logs", "single/1", "--follow", "-o", "json").out())
        .contains("\"text\":\"somebody is at it\"");
    assertThat(archway("trial", "show", "single/99").refusedInOneLine()).isTrue();
    var network = archway("trial", "queue", "single", "mobilenet-v2");
    assertThat(network.refusedInOneLine()).as(network.toString()).isTrue();
  }

  @Test
  void listsWorkersAndDevices() throws Exception {
    client.fleet().register(new WorkerRegistration("a worker", 3));
    client
        .fleet()
        .register(new DeviceRegistration("pi", new Measurement.Platform("ort", "1.29", "A76")));

    assertThat(archway("worker", "list").out()).containsPattern("    3 .* no  a worker");
    assertThat(archway("worker", "drain", "a worker").status()).isZero();
    assertThat(archway("worker", "list").out()).containsPattern("    3 .* yes  a worker");
    assertThat(archway("worker", "resume", "a worker").status()).isZero();
    assertThat(archway("device", "drain", "no such").refusedInOneLine()).isTrue();
    assertThat(archway("device", "list").out()).contains("ort", "1.29", "pi", "A76");
    assertThat(archway("device", "list", "-o", "json").out()).startsWith("[{\"name\":\"pi\"");
  }

  @Test
  void showsWhatWouldGoAndMakesRoom() throws Exception {
    assertThat(archway("gc", "--dry-run").out()).contains("not kept", "all");
    assertThat(archway("gc").out()).contains("Dropped the weights of 0 trials");
    var trial = client.trials().of(finished("pinned")).getFirst().id();
    assertThat(archway("trial", "pin", trial.toString()).status()).isZero();
    assertThat(archway("trial", "pin", trial.toString(), "--undo").status()).isZero();
  }
}
