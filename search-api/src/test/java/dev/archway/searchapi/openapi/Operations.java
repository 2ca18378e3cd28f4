package dev.archway.searchapi.openapi;

import dev.archway.core.access.Scope;
import dev.archway.core.access.TokenRequest;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.experiment.TrialRequest;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.LogLines;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TaskReport;
import dev.archway.core.task.TrainingProgress;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.core.zoo.GivenNetwork;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// What the description says of each operation that no code says: a summary, the status of success
/// where it is not plain, and bodies that it takes. An operation that lacks here fails the test.
final class Operations {
  private static final CostSpec.Latency PHONE =
      new CostSpec.Latency("my-phone", LatencySetting.SINGLE);
  private static final Measurement.Platform PLATFORM =
      new Measurement.Platform("onnxruntime", "1.29.0", "Cortex-A76");
  private static final ArtifactReference WEIGHTS =
      new ArtifactReference(ArtifactReference.Role.WEIGHTS, "a1".repeat(32), 402_112);
  private static final EpochMetrics EPOCH = new EpochMetrics(1, 1.62, 0.41, 340);

  /// @param success the status of success; 0 where the code has it
  /// @param examples bodies by their names
  record Text(String summary, int success, Map<String, Object> examples) {}

  private static final Map<String, Text> TEXTS =
      Map.ofEntries(
          says("GET /api/v1/experiments", "A page of experiments"),
          new Entry("POST /api/v1/experiments", "Creates an experiment, which starts at once")
              .answers(201)
              .takes("what is left out is filled in", Map.of("space", "mnasnet-small"))
              .takes("the fewest parameters beside a baseline", draft())
              .text(),
          new Entry(
                  "POST /api/v1/experiments/validation",
                  "What would come of a new experiment: its faults, the whole of it, and its hours")
              .takes("the fewest parameters beside a baseline", draft())
              .text(),
          new Entry("PATCH /api/v1/experiments/{id}", "Changes settings of an experiment")
              .takes(
                  "more trials, more of them at once",
                  Map.of("budget", Map.of("trials", 400), "parallelism", 8))
              .text(),
          new Entry(
                  "POST /api/v1/experiments/{id}/clone",
                  "Creates another experiment of the same settings, but for those given")
              .answers(201)
              .takes("another seed", Map.of("name", "once more", "seed", 8))
              .text(),
          says("POST /api/v1/experiments/{id}/archive", "Hides an experiment from lists"),
          says("POST /api/v1/experiments/{id}/unarchive", "Shows an experiment in lists again"),
          says("POST /api/v1/experiments/{id}/pause", "Proposes nothing more for now"),
          says("POST /api/v1/experiments/{id}/resume", "Goes on after a pause"),
          new Entry("POST /api/v1/experiments/{id}/stop", "Ends an experiment early")
              .takes("what is under way ends", Map.of("mode", "drain"))
              .takes("what is under way is cancelled", Map.of("mode", "now"))
              .text(),
          says(
              "GET /api/v1/experiments/{experiment}/events",
              "What happened in an experiment, in pages or as server-sent events"),
          new Entry(
                  "POST /api/v1/experiments/{experiment}/trials",
                  "Queues a network or choices beside the search")
              .answers(201)
              .takes("a network of the zoo", TrialRequest.of(GivenNetwork.of("mobilenet-v2"), 0.35))
              .text(),
          says(
              "GET /api/v1/experiments/{experiment}/pareto",
              "The best trade-offs between the accuracy and costs"),
          says(
              "GET /api/v1/experiments/{experiment}/best",
              "The trial with the highest reward within all targets, or accuracy within limits"),
          says(
              "GET /api/v1/experiments/{experiment}/summary",
              "Trials by state, the best of them, and what it all took"),
          says("GET /api/v1/experiments/{id}", "One experiment and where it stands"),
          says(
              "GET /api/v1/experiments/{id}/controller",
              "What the controllers of an experiment think, update by update"),
          says(
              "GET /api/v1/experiments/{experiment}/trials",
              "The trials of an experiment in pages, or all at once in a format"),
          new Entry(
                  "POST /api/v1/experiments/{experiment}/ranking",
                  "The trials ranked under another objective, of which nothing is stored")
              .takes("half the time", product(10))
              .takes("accuracy alone", new ObjectiveSpec.Accuracy())
              .text(),
          says(
              "GET /api/v1/experiments/{experiment}/verdict",
              "Whether the search is ahead of its control arm"),
          says("GET /api/v1/trials/{id}", "One trial with its results"),
          says("GET /api/v1/trials/{id}/network", "The trial's network, layer by layer"),
          says("GET /api/v1/trials/{id}/picture.svg", "The trial's architecture, drawn"),
          says("GET /api/v1/trials/{id}/curve", "What each epoch of the training came to"),
          says("GET /api/v1/trials/{id}/measurements", "Latency, with all its raw samples"),
          says("GET /api/v1/trials/{id}/model.onnx", "The trained network as an ONNX model"),
          says(
              "GET /api/v1/trials/{id}/weights.safetensors",
              "The trained weights as a safetensors file"),
          says("GET /api/v1/trials/{id}/logs", "What those who worked on a trial said of it"),
          says(
              "POST /api/v1/trials/{id}/test",
              "Asks for the trial's weights to be run over the test images"),
          new Entry("POST /api/v1/leases", "Leases tasks, and waits for some if there are none")
              .takes(
                  "a worker",
                  new ClaimRequest("worker-1", List.of(TaskKind.TRAIN), Optional.empty(), 1, 30))
              .takes(
                  "a device",
                  new ClaimRequest(
                      "my-phone", List.of(TaskKind.MEASURE), Optional.of("my-phone"), 1, 30))
              .text(),
          says("POST /api/v1/leases/{task}/heartbeat", "Keeps a lease for another while"),
          new Entry(
                  "POST /api/v1/leases/{task}/progress",
                  "Keeps a lease and says how far the training is")
              .takes("after an epoch", new TrainingProgress(352, 1760, 340, Optional.of(EPOCH)))
              .text(),
          new Entry(
                  "POST /api/v1/leases/{task}/checkpoint",
                  "Keeps a lease and says from where the training may go on")
              .takes(
                  "an uploaded checkpoint",
                  new ArtifactReference(
                      ArtifactReference.Role.CHECKPOINT, "c4".repeat(32), 1_206_336))
              .text(),
          new Entry("POST /api/v1/leases/{task}/log", "Keeps a lease and adds to its trial's log")
              .takes("two lines", new LogLines(List.of("epoch 1 of 5 is done", "loss 1.62")))
              .text(),
          new Entry("POST /api/v1/leases/{task}/result", "Says how a task ended")
              .takes("trained", new TaskOutcome.Trained(List.of(EPOCH), List.of(WEIGHTS)))
              .takes("measured", new TaskOutcome.Measured(measurement()))
              .takes(
                  "evaluated by a program of one's own",
                  new TaskOutcome.Evaluated(Map.of("accuracy", 0.81), Map.of("joules", 2.5)))
              .takes("tested", new TaskOutcome.Tested(0.72, 10_000))
              .takes("infeasible", new TaskOutcome.Infeasible("The loss is not a number."))
              .takes(
                  "failed",
                  new TaskOutcome.Failed(
                      FailureCategory.INFRASTRUCTURE, "The slot's process was killed."))
              .text(),
          new Entry("POST /api/v1/leases/results", "Says how several tasks ended")
              .takes(
                  "one that was evaluated and one that was not",
                  List.of(
                      new TaskReport(
                          new UUID(1, 2),
                          3,
                          new TaskOutcome.Evaluated(Map.of("accuracy", 0.81), Map.of())),
                      new TaskReport(
                          new UUID(1, 3),
                          1,
                          new TaskOutcome.Infeasible("The loss is not a number."))))
              .text(),
          says("POST /api/v1/leases/{task}/give-back", "Puts a task back undone"),
          says(
              "GET /api/v1/leases/{task}/model.onnx",
              "The ONNX model that a measurement is to time, for the holder of its lease"),
          says("PUT /api/v1/artifacts/{sha256}", "Stores a content under its SHA-256"),
          says("GET /api/v1/artifacts/{sha256}", "The content of that SHA-256"),
          says("GET /api/v1/tokens", "The tokens, without their secrets"),
          new Entry("POST /api/v1/tokens", "Makes a token, which is shown this once")
              .answers(201)
              .takes(
                  "for a person, for a while",
                  new TokenRequest(
                      "ann",
                      Scope.EDITOR,
                      Optional.empty(),
                      Optional.of(Instant.parse("2030-01-01T00:00:00Z"))))
              .takes(
                  "for one device",
                  new TokenRequest("pi", Scope.DEVICE, Optional.of("pi"), Optional.empty()))
              .text(),
          says("DELETE /api/v1/tokens/{id}", "Revokes a token"),
          says("GET /api/v1/audit", "Who changed what, the latest first"),
          says("POST /api/v1/workers/{name}/drain", "Gives a worker nothing new"),
          says("POST /api/v1/workers/{name}/resume", "Gives a worker work again"),
          says("POST /api/v1/devices/{name}/drain", "Gives a device nothing new"),
          says("POST /api/v1/devices/{name}/resume", "Gives a device work again"),
          says("PUT /api/v1/trials/{id}/pin", "Keeps a trial's weights whatever the rules say"),
          says("DELETE /api/v1/trials/{id}/pin", "Leaves a trial's weights to the rules again"),
          says("GET /api/v1/disk", "What each experiment's weights take of the artifact store"),
          says("POST /api/v1/gc", "Drops the weights that the rules of retention do not keep"),
          says("GET /api/v1/spaces", "The spaces that have a name, and how large they are"),
          says("GET /api/v1/spaces/{name}", "A space and every decision of it"),
          says("GET /api/v1/zoo", "The known networks at their published widths, and their costs"),
          says("GET /api/v1/datasets", "The data sets that recipes can name"),
          says("GET /api/v1/workers", "All workers that ever registered"),
          new Entry("PUT /api/v1/workers/{name}", "Says that a worker is there")
              .takes("one slot a core", new WorkerRegistration("worker-1", 4))
              .text(),
          says("GET /api/v1/devices", "All devices that ever registered"),
          new Entry("PUT /api/v1/devices/{name}", "Says that a device is there")
              .takes("a phone's processor", new DeviceRegistration("my-phone", PLATFORM))
              .text());

  private record Entry(String operation, Text said) {
    Entry(String operation, String summary) {
      this(operation, new Text(summary, 0, Map.of()));
    }

    Entry answers(int success) {
      return new Entry(operation, new Text(said.summary, success, said.examples));
    }

    Entry takes(String name, Object example) {
      var all = new TreeMap<>(said.examples);
      all.put(name, example);
      return new Entry(operation, new Text(said.summary, said.success, all));
    }

    Map.Entry<String, Text> text() {
      return Map.entry(operation, said);
    }
  }

  private Operations() {}

  static Text of(String operation) {
    var text = TEXTS.get(operation);
    if (text == null) {
      throw new AssertionError(
          "Nothing is said of '%s': add it to Operations.".formatted(operation));
    }
    return text;
  }

  /// The operations that something is said of.
  static Set<String> all() {
    return TEXTS.keySet();
  }

  private static Map.Entry<String, Text> says(String operation, String summary) {
    return new Entry(operation, summary).text();
  }

  private static ObjectiveSpec product(double millis) {
    return ObjectiveSpec.Product.of(PHONE, new Target.Value(millis), Exponents.SOFT);
  }

  /// It names no device, as none has registered where examples are tried.
  private static Map<String, Object> draft() {
    return Map.of(
        "name",
        "few parameters",
        "space",
        "mnasnet-small",
        "objective",
        Map.of(
            "type",
            "product",
            "terms",
            List.of(
                Map.of(
                    "cost",
                    Map.of("type", "analytic", "cost", "parameters"),
                    "target",
                    "mobilenet-v2-x0.5",
                    "exponents",
                    "soft"))),
        "baselines",
        List.of(Map.of("network", "mobilenet-v2", "width", 0.5)),
        "budget",
        Map.of("trials", 200, "workerHours", 12));
  }

  private static Measurement measurement() {
    return new Measurement(
        Collections.nCopies(10, new Measurement.Sample(19.4, 1.02)),
        LatencySetting.SINGLE,
        true,
        PLATFORM);
  }
}
