package dev.archway.searchapi;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The official image of PostgreSQL in the place of the embedded server, where Docker answers. One
/// container for all tests of a run; each application context gets a database of its own.
public final class ContainerDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  /// Why tests on it are not run.
  public static final String NO_DOCKER =
      "Docker does not answer, so nothing was tested on the image of PostgreSQL";

  private static final class Holder {
    static final PostgreSQLContainer SERVER = start();

    private static PostgreSQLContainer start() {
      var server =
          new PostgreSQLContainer("postgres:18")
              .withUsername("postgres")
              .withDatabaseName("postgres")
              // As the embedded server has it.
              .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust");
      server.start();
      return server;
    }
  }

  /// A JUnit condition.
  public static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    try (var connection = DriverManager.getConnection(url("postgres"), "postgres", "")) {
      ServiceTest.Database.use(url(ServiceTest.Database.created(connection)), context);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String url(String database) {
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(
            Holder.SERVER.getHost(),
            Holder.SERVER.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
            database);
  }
}
