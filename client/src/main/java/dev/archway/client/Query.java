package dev.archway.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The part of an address after its question mark; what is absent is left out.
final class Query {
  private final List<String> pairs = new ArrayList<>();

  Query with(String name, Object value) {
    return with(name, Optional.of(value));
  }

  Query with(String name, Optional<?> value) {
    value.ifPresent(given -> pairs.add(name + "=" + Connection.encode(given.toString())));
    return this;
  }

  /// With its question mark; nothing where nothing is asked.
  @Override
  public String toString() {
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }
}
