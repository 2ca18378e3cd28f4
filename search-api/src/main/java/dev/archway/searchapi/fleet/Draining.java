package dev.archway.searchapi.fleet;

import dev.archway.searchapi.problem.ProblemType;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Knows who is to be given nothing new, so that its machine can be taken away: what it holds it
/// brings to an end. That is remembered whatever happens to it, until it is to work again.
@Component
public class Draining {
  /// After so long all replicas know of it.
  private static final long READ_AGAIN_MILLIS = 2_000;

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;
  private volatile Set<Member> draining = Set.of();

  Draining(JdbcClient jdbc, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /// What is registered under a name: a worker and a device may have the same.
  ///
  /// @param kind what it is
  public record Member(Registered.Kind kind, String name) {}

  /// Whether it is to be given nothing.
  public boolean includes(Registered.Kind kind, String name) {
    return draining.contains(new Member(kind, name));
  }

  @Scheduled(fixedDelay = READ_AGAIN_MILLIS)
  void read() {
    var read = new HashSet<Member>();
    for (var kind : Registered.Kind.values()) {
      read.addAll(
          jdbc
              .sql("SELECT name FROM " + table(kind) + " WHERE draining")
              .query(String.class)
              .list()
              .stream()
              .map(name -> new Member(kind, name))
              .collect(Collectors.toSet()));
    }
    if (!read.equals(draining)) {
      draining = Set.copyOf(read);
      events.publishEvent(new DrainingChanged());
    }
  }

  /// Gives it nothing new, or work again; asking again changes nothing.
  void set(Registered.Kind kind, String name, boolean drains) {
    int found =
        jdbc.sql("UPDATE " + table(kind) + " SET draining = ? WHERE name = ?")
            .params(drains, name)
            .update();
    if (found == 0) {
      throw ProblemType.NOT_FOUND.because(
          "No %s '%s' has registered.".formatted(table(kind), name));
    }
    read();
    events.publishEvent(new FleetChanged());
  }

  private static String table(Registered.Kind kind) {
    return switch (kind) {
      case WORKER -> "worker";
      case DEVICE -> "device";
    };
  }
}
