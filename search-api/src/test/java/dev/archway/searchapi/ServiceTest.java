package dev.archway.searchapi;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ContextConfiguration;

/// The whole service over HTTP on a real PostgreSQL, with a clock that tests can move.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = ServiceTest.Database.class)
@Import(ServiceTest.Time.class)
public @interface ServiceTest {

  /// One server for all tests of a run; each application context gets a database of its own.
  class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final class Holder {
      static final EmbeddedPostgres SERVER = start();

      private static EmbeddedPostgres start() {
        try {
          return EmbeddedPostgres.start();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      try (var connection = Holder.SERVER.getPostgresDatabase().getConnection()) {
        use(Holder.SERVER.getJdbcUrl("postgres", created(connection)), context);
      } catch (SQLException | IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /// A new database of the server.
    static String created(Connection connection) throws SQLException {
      try (var statement = connection.createStatement()) {
        var name = "service_" + Long.toUnsignedString(System.nanoTime());
        statement.execute("CREATE DATABASE " + name);
        return name;
      }
    }

    /// Has the service use a database, and an empty folder.
    static void use(String url, ConfigurableApplicationContext context) throws IOException {
      TestPropertyValues.of(
              "spring.datasource.url=" + url,
              "spring.datasource.username=postgres",
              "archway.artifacts=" + Files.createTempDirectory("artifacts"))
          .applyTo(context);
    }
  }

  /// A clock that stands still until it is moved.
  final class MovableClock extends Clock {
    private final AtomicReference<Instant> now =
        new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    public void advance(Duration by) {
      now.updateAndGet(i -> i.plus(by));
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /// Puts the movable clock in the place of the real one.
  @TestConfiguration
  class Time {
    @Bean
    @Primary
    MovableClock movableClock() {
      return new MovableClock();
    }
  }
}
