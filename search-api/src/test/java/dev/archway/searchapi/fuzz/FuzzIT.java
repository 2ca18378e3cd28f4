package dev.archway.searchapi.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.searchapi.ServiceTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// `benchmarks/run fuzz` runs it with many more requests, and goes on where it was cut off.
///
/// System properties: `archway.fuzz.requests` of each operation, `archway.fuzz.minutes` that it may
/// take, `archway.fuzz.progress`, a file that says how far it is, `archway.fuzz.seed`, and
/// `archway.fuzz.only`, such as `GET /api/v1/experiments 17`, the one request that is made.
@Tag("slow")
@ServiceTest
@Import(ChangeLog.Threads.class)
@TestPropertySource(
    properties = {
      "archway.login.admin-token=" + Stock.ADMIN_TOKEN,
      // Whoever asks as fast as it can must not be told to wait.
      "archway.limits.requests-per-second=1000000000",
      "archway.limits.failures-per-second=1000000000"
    })
class FuzzIT {
  private static final int SEED = 6;

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  @Test
  void neverBreaksNorTellsASecretNorChangesAnythingByWhatItRefuses() throws Exception {
    var plan =
        new Fuzzing.Plan(
            Integer.getInteger("archway.fuzz.requests", 300),
            Duration.ofMinutes(Integer.getInteger("archway.fuzz.minutes", 100_000)),
            Optional.ofNullable(System.getProperty("archway.fuzz.progress")).map(Path::of),
            Integer.getInteger("archway.fuzz.seed", SEED));
    try (var stock = new Stock(port)) {
      var fuzzing = new Fuzzing(port, stock, new ChangeLog(jdbc), plan);
      var only = System.getProperty("archway.fuzz.only");
      if (only == null) {
        fuzzing.run();
        System.out.println(fuzzing.json());
      } else {
        int space = only.lastIndexOf(' ');
        fuzzing.one(only.substring(0, space), Integer.parseInt(only.substring(space + 1)));
      }
      assertThat(fuzzing.failures()).isEmpty();
    }
  }
}
