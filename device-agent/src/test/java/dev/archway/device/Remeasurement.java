package dev.archway.device;

import dev.archway.client.ArchwayClient;
import dev.archway.client.host.MeasuringGate;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.Measurement;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Times finished trials again, as the agent times them, and says how far the new p50 is from the
/// one that the trial was judged by. The models are the trained ones, those of the search were made
/// from the graph alone: so this also shows that latency does not depend on the weights.
///
/// Run on the machine that is the device. Arguments: the service, the experiment, how many trials.
public final class Remeasurement {
  private Remeasurement() {}

  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    var gate = new MeasuringGate(MeasuringGate.defaultFolder());
    var file = Files.createTempFile("remeasurement", ".onnx");
    var ratios = new ArrayList<Double>();
    try (var client = new ArchwayClient(URI.create(arguments[0]))) {
      for (var trial : completed(client, UUID.fromString(arguments[1]), count)) {
        double then = trial.latencyMillis().orElseThrow().p50();
        var again = time(client, trial, gate, file);
        double now = again.percentileMillis(0.5);
        ratios.add(now / then);
        System.out.printf(
            Locale.ROOT,
            "trial %d: p50 %.4f ms then, %.4f ms now, %.3f of it%s%n",
            trial.number(),
            then,
            now,
            now / then,
            again.exclusive() ? "" : ", beside training");
      }
    } finally {
      Files.deleteIfExists(file);
    }
    long within = ratios.stream().filter(r -> Math.abs(r - 1) <= 0.05).count();
    System.out.printf(
        Locale.ROOT,
        "{\"benchmark\":\"remeasurement\",\"planned\":%d,\"done\":%d,\"withinFivePercent\":%d,\"ratios\":%s}%n",
        count,
        ratios.size(),
        within,
        ratios.stream().map(r -> String.format(Locale.ROOT, "%.4f", r)).toList());
  }

  private static List<TrialView> completed(ArchwayClient client, UUID experiment, int count) {
    return client.trials().of(experiment).stream()
        .filter(t -> t.state() == TrialState.COMPLETED)
        .limit(count)
        .toList();
  }

  private static Measurement time(
      ArchwayClient client, TrialView trial, MeasuringGate gate, Path file) throws Exception {
    var model =
        trial.artifacts().stream()
            .filter(a -> a.role() == ArtifactReference.Role.MODEL)
            .findFirst()
            .orElseThrow();
    client.artifacts().download(model, file);
    try (var network = OnnxNetwork.load(Files.readAllBytes(file), LatencySetting.SINGLE)) {
      return new MeasureHandler(
              client,
              gate,
              new TimingProtocol(System::nanoTime, Canary.load()),
              DeviceMain.platform())
          .measureQuietly(network, LatencySetting.SINGLE);
    }
  }
}
