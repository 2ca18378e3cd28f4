package dev.archway.cli;

import dev.archway.cli.access.TokenEnd;
import dev.archway.cli.access.TokenTable;
import dev.archway.cli.network.Output;
import dev.archway.cli.terminal.Refusal;
import dev.archway.core.access.Scope;
import dev.archway.core.access.TokenRequest;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `archway token`: who may call a service.
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Gives out, lists and revokes the tokens by which a service knows its callers.")
final class TokenCommand {
  private final Session session;

  TokenCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Creates a token and prints it: the only time that it is shown.")
  int create(
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "What people call it, such as who it is for.")
          String name,
      @Option(
              names = "--scope",
              required = true,
              paramLabel = "SCOPE",
              description = "viewer, editor, admin, worker or device: what its holder is allowed.")
          Scope scope,
      @Option(
              names = "--subject",
              paramLabel = "NAME",
              description =
                  "The worker or device that it is for, which cannot act as another then; a"
                      + " device's is needed.")
          Optional<String> subject,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              description = "When it ends: 90d, 12h, a day such as 2027-01-31. Default: never")
          Optional<String> expires,
      @Mixin ServerOptions server,
      @Mixin Output output) {
    var end = expires.map(text -> TokenEnd.of(text, session.clock().instant()));
    try (var client = server.connect()) {
      var created = client.tokens().create(request(name, scope, subject, end));
      session
          .line()
          .note("Token %s was created; it is not shown again:".formatted(created.token().id()));
      output.print(session.out(), created, created.secret() + "\n");
    }
    return 0;
  }

  private static TokenRequest request(
      String name, Scope scope, Optional<String> subject, Optional<Instant> end) {
    try {
      return new TokenRequest(name, scope, subject, end);
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()), e);
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all tokens, without their secrets.")
  int list(@Mixin ServerOptions server, @Mixin Output output) {
    try (var client = server.connect()) {
      var tokens = client.tokens().list();
      output.print(session.out(), tokens, TokenTable.text(tokens, session.clock().instant()));
    }
    return 0;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Has a token accepted no longer, from a few seconds on.")
  int revoke(
      @Parameters(paramLabel = "ID", description = "The id that `list` shows.") String id,
      @Mixin ServerOptions server) {
    try (var client = server.connect()) {
      client.tokens().revoke(id);
      session.line().note("Token " + id + " is revoked.");
    }
    return 0;
  }
}
