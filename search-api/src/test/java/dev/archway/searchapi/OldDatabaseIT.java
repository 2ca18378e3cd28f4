package dev.archway.searchapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ControllerView;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.task.LatencySetting;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.test.context.ContextConfiguration;

/// The service starts on the database of an older release and shows what lies there.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = {ServiceTest.Database.class, OldDatabaseIT.OldRelease.class})
class OldDatabaseIT {
  private static final UUID EXPERIMENT = new UUID(0, 1);
  private static final UUID TRIAL = new UUID(0, 2);
  private static final UUID RELATIVE = new UUID(0, 3);
  private static final CostSpec LATENCY = new CostSpec.Latency("d", LatencySetting.SINGLE);

  @LocalServerPort private int port;

  /// Leaves a database as the release with migration V4 did, before the service starts.
  static final class OldRelease
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      var url = context.getEnvironment().getRequiredProperty("spring.datasource.url");
      Flyway.configure().dataSource(url, "postgres", "").target("4").load().migrate();
      try (var connection = DriverManager.getConnection(url, "postgres", "")) {
        ScriptUtils.executeSqlScript(connection, new ClassPathResource("database/V4.sql"));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void trialsAndUpdatesOfAnOlderReleaseAreShownWithoutWhatItDidNotNote() {
    try (var client = new ArchwayClient(URI.create("http://localhost:" + port))) {
      var trial = client.trials().get(TRIAL);
      assertThat(trial.policyVersion()).hasValue(0);
      assertThat(trial.logProbability()).hasValue(-20.5);
      assertThat(trial.provenance()).isEmpty();
      assertThat(client.experiments().controller(EXPERIMENT).arms())
          .containsExactly(
              new ControllerView.ArmView(Arm.SEARCH, new ControllerSpec.Random(), 1, List.of()));
    }
  }

  @Test
  void theProductOfAccuracyAndALatencyIsOneOfAnyCosts() {
    try (var client = new ArchwayClient(URI.create("http://localhost:" + port))) {
      var fixed = client.experiments().get(EXPERIMENT);
      assertThat(fixed.spec().objective())
          .isEqualTo(
              ObjectiveSpec.Product.of(LATENCY, new Target.Value(5), new Exponents(-0.07, -0.07)));
      assertThat(fixed.targets()).isEqualTo(Map.of("latencyMillis", 5.0));
      var relative = client.experiments().get(RELATIVE);
      assertThat(relative.spec().objective())
          .isEqualTo(
              ObjectiveSpec.Product.of(
                  LATENCY, new Target.SameAs("mobilenet-v2-x0.5"), new Exponents(0, -1)));
      assertThat(relative.targets()).isEmpty();
      assertThat(((RnnSpec) relative.spec().controller()).advantage())
          .isEqualTo(new RnnSpec.Advantage.Rank(20));
      assertThat(client.trials().get(TRIAL).costs())
          .isEqualTo(Map.of(AnalyticCost.MULTIPLY_ADDS, 1L, AnalyticCost.PARAMETERS, 1L));
    }
  }
}
