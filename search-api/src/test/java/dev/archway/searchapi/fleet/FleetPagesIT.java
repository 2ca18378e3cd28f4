package dev.archway.searchapi.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.core.task.WorkerView;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class FleetPagesIT {
  /// More than two of a client's pages.
  private static final int WORKERS = 1200;

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  @AfterEach
  void forget() {
    jdbc.sql("DELETE FROM worker").update();
  }

  @Test
  void aClientReadsAllPagesOfAList() {
    jdbc.sql("DELETE FROM worker").update();
    jdbc.sql(
            "INSERT INTO worker (name, slots, last_seen)"
                + " SELECT 'w' || 10000 + n, 1, now() FROM generate_series(1, ?) AS n")
        .param(WORKERS)
        .update();

    try (var client = new ArchwayClient(URI.create("http://localhost:" + port))) {
      assertThat(client.fleet().workers())
          .extracting(WorkerView::name)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(10_001, 10_000 + WORKERS).mapToObj(n -> "w" + n).toList());
    }
  }
}
