package dev.archway.searchapi.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/// Redocly's recommended rules hold for docs/openapi.json, warnings included.
@Tag("slow")
@EnabledIf(value = "npmIsPresent", disabledReason = "npm is not here, so nothing was linted")
class OpenApiLintIT {
  private static final String LINTER = "@redocly/cli@2.77.0";
  private static final Path FILE = Path.of("..", "docs", "openapi.json");

  private record Ended(int status, String said) {}

  static boolean npmIsPresent() throws InterruptedException {
    try {
      return run("npm", "--version").status() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @Timeout(120)
  void theDescriptionLintsClean() throws Exception {
    var ended = run("npm", "exec", "--yes", "--", LINTER, "lint", FILE.toString());

    assertThat(ended.said()).contains("Your API description is valid").doesNotContain("warning.");
    assertThat(ended.status()).isZero();
  }

  private static Ended run(String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("REDOCLY_TELEMETRY", "off");
    builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    var process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }
}
