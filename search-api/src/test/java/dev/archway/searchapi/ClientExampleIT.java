package dev.archway.searchapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ExperimentState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The example of the client's page: it does what the page says, and is what stands there.
@ServiceTest
@Timeout(120)
class ClientExampleIT {
  private static final Path PAGE = Path.of("../docs/client.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/archway/searchapi/ClientExample.java");

  @LocalServerPort private int port;

  @Test
  void searchesToTheEndAndNamesTheBest() throws Exception {
    var address = "http://localhost:" + port;

    var printed = printedBy(() -> ClientExample.main(new String[] {address}));

    assertThat(printed.lines().toList())
        .satisfies(lines -> assertThat(lines.getFirst()).startsWith("1 CREATED"))
        .satisfies(lines -> assertThat(lines.getLast()).matches("best: depth=\\d width=\\d, .*"));
    try (var client = new ArchwayClient(URI.create(address))) {
      assertThat(client.experiments().list())
          .filteredOn(one -> one.spec().name().equals("deep and small"))
          .singleElement()
          .satisfies(one -> assertThat(one.state()).isEqualTo(ExperimentState.FINISHED));
    }
  }

  /// Something that prints.
  private interface Program {
    void run() throws InterruptedException;
  }

  private static String printedBy(Program program) throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void thePageShowsTheExampleThatIsRun() throws IOException {
    var source = Files.readString(SOURCE);

    assertThat(Files.readString(PAGE))
        .contains("```java\n" + source.substring(source.indexOf("import ")) + "```\n");
  }
}
