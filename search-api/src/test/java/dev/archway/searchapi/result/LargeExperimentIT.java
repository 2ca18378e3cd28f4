package dev.archway.searchapi.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.ManyTrials;
import dev.archway.searchapi.ServiceTest;
import dev.archway.searchapi.trial.FiguresQuestion;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

/// An experiment of many trials among others: copies of those of a small one.
@Tag("slow")
@ServiceTest
@Timeout(300)
@DirtiesContext
class LargeExperimentIT {
  private static final int TRIALS = 20_000;
  private static final int OTHER_TRIALS = 30_000;
  private static final int CALLS = 20;

  /// Ten times what is promised on a machine that does nothing else: this one may be busy.
  private static final Duration BUSY = Duration.ofSeconds(1);

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  private Api api;
  private ArchwayClient client;
  private UUID experiment;

  @BeforeEach
  void fill() {
    api = new Api(port);
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    experiment = ManyTrials.experiment(client, jdbc, TRIALS);
    ManyTrials.experiment(client, jdbc, OTHER_TRIALS);
  }

  @AfterEach
  void disconnect() {
    client.close();
    api.close();
  }

  @Test
  void listFrontSummaryAndControllerAnswerSoonAndReadNoWholeTable() throws Exception {
    var path = "/experiments/" + experiment;
    var slow = new ArrayList<String>();
    for (var what :
        List.of(
            "/trials",
            "/trials?sort=reward",
            "/trials?state=FAILED",
            "/pareto?costs=latencyMillis,parameters",
            "/best",
            "/summary",
            "/controller",
            "/events")) {
      var p95 = p95(path + what);
      if (p95.compareTo(BUSY) > 0) {
        slow.add(what + " takes " + p95.toMillis() + " ms");
      }
    }
    assertThat(slow).isEmpty();

    assertThat(plans()).isNotEmpty().noneMatch(plan -> plan.contains("Seq Scan"));
  }

  private Duration p95(String path) throws Exception {
    var times = new ArrayList<Duration>();
    for (int i = 0; i < CALLS; i++) {
      long begun = System.nanoTime();
      var answer = api.get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      times.add(Duration.ofNanos(System.nanoTime() - begun));
    }
    return times.stream().sorted().toList().get(CALLS * 95 / 100 - 1);
  }

  /// How PostgreSQL would answer the questions behind these calls if it avoided to read whole
  /// tables. It does that by itself only where they are larger than here.
  private List<String> plans() {
    return transaction.execute(_ -> {
      jdbc.sql("SET LOCAL enable_seqscan = off").update();
      return explained();
    });
  }

  private List<String> explained() {
    var plans = new ArrayList<String>();
    var id = "'" + experiment + "'";
    for (var question :
        List.of(
            FiguresQuestion.sql()
                .replace(":experiment", id)
                .replace(":after", "" + TRIALS)
                .replaceAll(":cost\\d", "'parameters'"),
            "SELECT state, count(*) FROM trial WHERE experiment_id = " + id + " GROUP BY state",
            "SELECT * FROM trial WHERE experiment_id = "
                + id
                + " AND number > 5000 ORDER BY number LIMIT 101",
            "SELECT state FROM trial WHERE experiment_id = "
                + id
                + " AND ended_position IS NOT NULL ORDER BY ended_position DESC LIMIT 10",
            "SELECT sum(leased_seconds) FROM task WHERE experiment_id = " + id,
            "SELECT images_per_second FROM trial WHERE images_per_second IS NOT NULL"
                + " ORDER BY ended_at DESC LIMIT 100")) {
      plans.add(String.join("\n", jdbc.sql("EXPLAIN " + question).query(String.class).list()));
    }
    return plans;
  }
}
