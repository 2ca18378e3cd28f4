package dev.archway.client;

import dev.archway.core.access.AuditEntry;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/// The REST API, typed, by what it is about. Every call throws [ApiException] when the service
/// refuses it and [UncheckedIOException] when the service cannot be reached or understood. Safe for
/// use by many threads.
public final class ArchwayClient implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Connection connection;
  private final Experiments experiments;
  private final Trials trials;
  private final Leases leases;
  private final Artifacts artifacts;
  private final Fleet fleet;
  private final Retention retention;
  private final Tokens tokens;

  /// A client of the service at `server`, such as `http://localhost:8080`, that says nothing of who
  /// calls.
  public ArchwayClient(URI server) {
    this(server, Optional.empty());
  }

  /// @param token says who calls
  public ArchwayClient(URI server, Optional<AccessToken> token) {
    this(server, token, SILENCE);
  }

  /// @param silence a call in which no byte moves for so long is given up
  ArchwayClient(URI server, Optional<AccessToken> token, Duration silence) {
    connection = new Connection(server, token, silence);
    experiments = new Experiments(connection);
    trials = new Trials(connection);
    leases = new Leases(connection);
    artifacts = new Artifacts(connection);
    fleet = new Fleet(connection);
    retention = new Retention(connection);
    tokens = new Tokens(connection);
  }

  /// The service this client talks to.
  public URI server() {
    return connection.server();
  }

  /// Whether the service answers and is ready for work.
  public boolean ready() {
    try {
      return connection
              .send(
                  connection.get("/actuator/health/readiness"),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /// What people search for, and what comes of it.
  public Experiments experiments() {
    return experiments;
  }

  /// What experiments try.
  public Trials trials() {
    return trials;
  }

  /// The work of trials, for those who do it.
  public Leases leases() {
    return leases;
  }

  /// Files by their content.
  public Artifacts artifacts() {
    return artifacts;
  }

  /// Who does the work.
  public Fleet fleet() {
    return fleet;
  }

  /// What is kept of trained weights.
  public Retention retention() {
    return retention;
  }

  /// Who may call the service.
  public Tokens tokens() {
    return tokens;
  }

  /// Who changed what, the latest first.
  ///
  /// @param before the last entry that the caller has; absent for the first page
  /// @param limit 1..1000 entries at most
  public List<AuditEntry> audit(Optional<Long> before, int limit) {
    var query = new Query().with("limit", limit).with("before", before);
    return connection.read(connection.get("/api/v1/audit" + query), new TypeReference<>() {});
  }

  @Override
  public void close() {
    connection.close();
  }
}
