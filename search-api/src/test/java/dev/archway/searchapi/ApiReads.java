package dev.archway.searchapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// How soon the service answers what people look at, one call after another over HTTP: an
/// experiment of 20,000 trials, first alone in the database, then among 200,000.
///
/// Run with this module's test class path. Argument: calls of each kind (200).
public final class ApiReads {
  private static final int TRIALS = 20_000;
  private static final int OTHERS = 9;
  private static final int LEASE_SECONDS = 30;
  private static final int WARM_UP = 100;

  /// What is read, below an experiment.
  private static final List<String> READ =
      List.of(
          "/trials",
          "/trials?sort=reward",
          "/trials?state=FAILED",
          "/pareto?costs=latencyMillis,parameters",
          "/best",
          "/summary",
          "/controller");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final int calls;

  private ApiReads(URI server, int calls) {
    this.server = server;
    this.calls = calls;
  }

  public static void main(String[] arguments) throws Exception {
    int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    try (var replicas = Replicas.durable(1, LEASE_SECONDS)) {
      replicas.runFirst(1);
      var service = replicas.process(0);
      var reads = new ApiReads(service.address(), calls);
      var large = ManyTrials.experiment(service.client(), replicas.jdbc(), TRIALS);
      var alone = reads.measure(large);
      for (int i = 0; i < OTHERS; i++) {
        ManyTrials.experiment(service.client(), replicas.jdbc(), TRIALS);
      }
      var among = reads.measure(large);
      replicas.errors().forEach(System.err::println);
      System.out.printf(
          Locale.ROOT,
          "{\"benchmark\":\"api-reads\",\"planned\":2,\"done\":2,\"calls\":%d,\"p95Millis\":{\"of20000\":%s,\"among200000\":%s}}%n",
          calls,
          json(alone),
          json(among));
    }
  }

  /// The 95th percentile of each, in milliseconds.
  private Map<String, Double> measure(UUID experiment) throws IOException, InterruptedException {
    var measured = new LinkedHashMap<String, Double>();
    for (var what : READ) {
      times(experiment, what, WARM_UP);
      var times = times(experiment, what, calls);
      double p95 = times.get((int) (0.95 * (calls - 1)));
      System.err.printf(
          Locale.ROOT, "%-40s p50 %6.1f ms, p95 %6.1f ms%n", what, times.get(calls / 2), p95);
      measured.put(what, p95);
    }
    return measured;
  }

  /// In milliseconds, the shortest first.
  private List<Double> times(UUID experiment, String what, int calls)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.resolve("/api/v1/experiments/" + experiment + what)).build();
    var times = new ArrayList<Double>();
    for (int i = 0; i < calls; i++) {
      long begun = System.nanoTime();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      times.add((System.nanoTime() - begun) / 1e6);
      if (answer.statusCode() != 200) {
        throw new IOException(what + " was answered with " + answer.statusCode() + ".");
      }
    }
    Collections.sort(times);
    return times;
  }

  private static String json(Map<String, Double> measured) {
    return measured.entrySet().stream()
        .map(one -> String.format(Locale.ROOT, "\"%s\":%.1f", one.getKey(), one.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
