package dev.archway.searchapi.load;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// One evaluator of an experiment that lives through whole trials: claims one, says that it is
/// alive and how far it is, and reports, with a pause in which it would evaluate.
final class LoadEvaluator {
  private static final Pattern TASK = Pattern.compile("\"task\":\"([0-9a-f-]{36})\"");
  private static final Pattern TOKEN = Pattern.compile("\"token\":(\\d+)");
  private static final int WAIT_SECONDS = 20;

  private final LoadConnection connection;
  private final Latencies latencies;
  private final String experiment;
  private final String name;
  private final int pauseMillis;
  private final SplittableRandom random;

  /// @param experiment whose tasks it takes
  /// @param pauseMillis how long an evaluation takes
  LoadEvaluator(
      LoadConnection connection,
      Latencies latencies,
      String experiment,
      int number,
      int pauseMillis) {
    this.connection = connection;
    this.latencies = latencies;
    this.experiment = experiment;
    this.name = "evaluator-" + number;
    this.pauseMillis = pauseMillis;
    this.random = new SplittableRandom(number);
  }

  void run(BooleanSupplier goesOn) throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(pauseMillis + 1));
    while (goesOn.getAsBoolean()) {
      trial();
    }
  }

  private void trial() throws IOException, InterruptedException {
    var claim =
        "{\"claimant\":\"%s\",\"kinds\":[\"EVALUATE\"],\"experiment\":\"%s\",\"atMost\":1,\"waitSeconds\":%d}"
            .formatted(name, experiment, WAIT_SECONDS);
    var lease = call(Latencies.Call.CLAIM, "/api/v1/leases", claim);
    var task = TASK.matcher(lease);
    var token = TOKEN.matcher(lease);
    if (!task.find() || !token.find()) {
      return;
    }
    var path = "/api/v1/leases/" + task.group(1) + "/%s?token=" + token.group(1);
    TimeUnit.MILLISECONDS.sleep(pauseMillis / 2);
    call(Latencies.Call.HEARTBEAT, path.formatted("heartbeat"), "{}");
    call(
        Latencies.Call.PROGRESS,
        path.formatted("progress"),
        "{\"step\":1,\"steps\":2,\"imagesPerSecond\":10.0}");
    TimeUnit.MILLISECONDS.sleep(pauseMillis / 2);
    call(
        Latencies.Call.RESULT,
        path.formatted("result"),
        "{\"type\":\"evaluated\",\"metrics\":{\"accuracy\":%s},\"costs\":{}}"
            .formatted(random.nextDouble()));
  }

  private String call(Latencies.Call call, String path, String body) throws IOException {
    long begun = System.nanoTime();
    var answer = connection.post(path, body);
    latencies.add(call, System.nanoTime() - begun);
    if (answer.status() >= 300) {
      throw new IOException(
          "%s was answered with %d: %s".formatted(path, answer.status(), answer.body()));
    }
    return answer.body();
  }
}
