package dev.archway.cli;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.AccessToken;
import dev.archway.client.ArchwayClient;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of all commands that talk to a service, wherever it runs.
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:ARCHWAY_SERVER:-http://localhost:8080}",
      description = "The service. Default: ARCHWAY_SERVER, else http://localhost:8080")
  private String server = "";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:ARCHWAY_TOKEN:-}",
      description =
          "Says who calls. Default: ARCHWAY_TOKEN, where others on this machine cannot read it, as"
              + " they can a command line")
  private String token = "";

  /// A client of the service, which is not called yet.
  ArchwayClient connect() {
    return new ArchwayClient(server(), accessToken());
  }

  private URI server() {
    try {
      var address = URI.create(server);
      var scheme = address.getScheme();
      if (("http".equals(scheme) || "https".equals(scheme)) && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, with the rule.
    }
    throw new Refusal(
        "--server is the address of a service, such as http://localhost:8080, but is '"
            + server
            + "'.");
  }

  private Optional<AccessToken> accessToken() {
    try {
      return AccessToken.of(token);
    } catch (IllegalArgumentException e) {
      throw new Refusal("--token: " + e.getMessage(), e);
    }
  }
}
