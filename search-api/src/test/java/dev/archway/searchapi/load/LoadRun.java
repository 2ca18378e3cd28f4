package dev.archway.searchapi.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Lets evaluators work for a while and counts what became of it.
public final class LoadRun {
  private final Settings settings;
  private final JdbcClient jdbc;
  private final Latencies latencies = new Latencies();
  private volatile boolean goesOn = true;

  /// How it is run.
  ///
  /// @param pauseMillis how long an evaluation takes
  public record Settings(
      int port, int evaluators, int pauseMillis, int warmUpSeconds, int seconds) {}

  /// What was measured.
  ///
  /// @param trials completed in the database within `seconds`
  /// @param p99Millis of each kind of call in the order of [Latencies.Call]
  public record Result(
      long trials, double seconds, double p50, double p99, List<Double> p99Millis) {
    double perSecond() {
      return trials / seconds;
    }

    /// For people.
    public String text() {
      return String.format(
          Locale.ROOT,
          "%.0f trials/s, p50 %.1f ms, p99 %.1f ms; p99 of claim, heartbeat, progress, result: %s ms",
          perSecond(),
          p50,
          p99,
          p99Millis.stream().map(m -> String.format(Locale.ROOT, "%.1f", m)).toList());
    }

    /// For programs.
    public String json() {
      return String.format(
          Locale.ROOT,
          "{\"trialsPerSecond\":%.1f,\"p50Millis\":%.1f,\"p99Millis\":%.1f}",
          perSecond(),
          p50,
          p99);
    }
  }

  public LoadRun(Settings settings, JdbcClient jdbc) {
    this.settings = settings;
    this.jdbc = jdbc;
  }

  /// Works on the experiments, each with as many evaluators, and measures once all is warm.
  public Result measure(List<String> experiments) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < settings.evaluators(); i++) {
        int number = i;
        running.add(threads.submit(() -> evaluate(number, experiments)));
      }
      TimeUnit.SECONDS.sleep(settings.warmUpSeconds());
      latencies.clear();
      long before = completed();
      long begun = System.nanoTime();
      TimeUnit.SECONDS.sleep(settings.seconds());
      long trials = completed() - before;
      double seconds = (System.nanoTime() - begun) / 1e9;
      var result = result(trials, seconds);
      goesOn = false;
      for (var evaluator : running) {
        evaluator.get();
      }
      return result;
    }
  }

  private Result result(long trials, double seconds) {
    var each = new ArrayList<Double>();
    for (var call : Latencies.Call.values()) {
      each.add(latencies.millis(call, 0.99));
    }
    return new Result(trials, seconds, latencies.millis(0.5), latencies.millis(0.99), each);
  }

  private Void evaluate(int number, List<String> experiments)
      throws IOException, InterruptedException {
    var experiment = experiments.get(number % experiments.size());
    try (var connection = new LoadConnection(settings.port())) {
      new LoadEvaluator(connection, latencies, experiment, number, settings.pauseMillis())
          .run(() -> goesOn);
    }
    return null;
  }

  private long completed() {
    return jdbc.sql("SELECT count(*) FROM trial WHERE state = 'COMPLETED'")
        .query(Long.class)
        .single();
  }
}
