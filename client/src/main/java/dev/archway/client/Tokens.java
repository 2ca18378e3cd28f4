package dev.archway.client;

import dev.archway.core.access.CreatedToken;
import dev.archway.core.access.TokenRequest;
import dev.archway.core.access.TokenView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/// The tokens by which the service knows its callers.
public final class Tokens {
  private static final String ALL = "/api/v1/tokens";
  private static final int PAGE = 500;

  private final Connection connection;

  Tokens(Connection connection) {
    this.connection = connection;
  }

  /// Has the service give out a token. The answer is the only place that ever has its secret.
  public CreatedToken create(TokenRequest request) {
    return connection.read(connection.post(ALL, request), new TypeReference<>() {});
  }

  /// All tokens that the service gave out, those that are over included, in the order of their
  /// creation.
  public List<TokenView> list() {
    var all = new ArrayList<TokenView>();
    while (true) {
      var last = all.isEmpty() ? Optional.<String>empty() : Optional.of(all.getLast().id());
      var query = new Query().with("limit", PAGE).with("after", last);
      List<TokenView> page = connection.read(connection.get(ALL + query), new TypeReference<>() {});
      all.addAll(page);
      if (page.size() < PAGE) {
        return all;
      }
    }
  }

  /// Has a token accepted no longer; within seconds, where the service has several replicas.
  public void revoke(String id) {
    connection.call(connection.request(ALL + "/" + Connection.encode(id)).DELETE());
  }
}
