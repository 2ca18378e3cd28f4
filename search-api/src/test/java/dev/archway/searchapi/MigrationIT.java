package dev.archway.searchapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.Json;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.LatencySetting;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.node.ObjectNode;

/// What an earlier version left in a database is what this one finds.
class MigrationIT {
  private static final CostSpec.Latency LATENCY =
      new CostSpec.Latency("phone", LatencySetting.SINGLE);

  private DriverManagerDataSource database;
  private JdbcClient jdbc;

  @BeforeEach
  void create() throws SQLException {
    database = new DriverManagerDataSource(ServiceTest.Database.create(), "postgres", "");
    jdbc = JdbcClient.create(database);
  }

  private void migrate(String version) {
    Flyway.configure().dataSource(database).target(version).load().migrate();
  }

  @Test
  void theProductOfAccuracyAndLatencyBecomesOneOfAnyCosts() {
    migrate("4");
    insertExperiment("1", "{\"type\": \"latency\", \"millis\": 7.5}", "7.5");
    insertExperiment("2", "{\"type\": \"baseline\", \"baseline\": \"mobilenet-v2-x0.5\"}", "NULL");

    migrate("latest");

    assertThat(spec("1")).isEqualTo(spec(new Target.Value(7.5)));
    assertThat(spec("2")).isEqualTo(spec(new Target.SameAs("mobilenet-v2-x0.5")));
    assertThat(targets("1")).isEqualTo("{\"latencyMillis\": 7.5}");
    assertThat(targets("2")).isEqualTo("{}");
  }

  @Test
  void theTwoCostsOfATrialStayThose() {
    migrate("4");
    insertExperiment("1", "{\"type\": \"latency\", \"millis\": 7.5}", "7.5");
    jdbc.sql(
            """
            INSERT INTO trial (id, experiment_id, number, origin, architecture, network_hash,
              multiply_adds, parameters, seed, state, created_at)
            VALUES ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000001',
              1, 'BASELINE', '{}', 'ab', 12345678901, 98765, 7, 'QUEUED', now())
            """)
        .update();

    migrate("latest");

    assertThat(jdbc.sql("SELECT costs::text FROM trial").query(String.class).single())
        .isEqualTo("{\"parameters\": 98765, \"multiplyAdds\": 12345678901}");
  }

  private static ExperimentSpec spec(Target target) {
    return new ExperimentSpec(
        "old",
        GivenSpace.of("mnasnet-small"),
        ObjectiveSpec.Product.of(LATENCY, target, new Exponents(0, -1)),
        RnnSpec.standard(),
        Optional.empty(),
        Recipe.demo("cifar-10"),
        List.of(),
        10,
        Optional.empty(),
        7);
  }

  /// An experiment as version 4 of the database has it.
  private void insertExperiment(String digit, String target, String targetMillis) {
    var mapper = Json.mapper();
    var spec = (ObjectNode) mapper.valueToTree(spec(new Target.Value(1)));
    spec.set(
        "objective",
        mapper.valueToTree(
            Map.of(
                "type",
                "latencyProduct",
                "device",
                "phone",
                "setting",
                LATENCY.setting(),
                "target",
                mapper.readTree(target),
                "alpha",
                0.0,
                "beta",
                -1.0)));
    jdbc.sql("INSERT INTO experiment VALUES (:id::uuid, :spec::jsonb, now(), 0)")
        .param("id", id(digit))
        .param("spec", mapper.writeValueAsString(spec))
        .update();
    jdbc.sql(
            """
            INSERT INTO experiment_progress (experiment_id, state, next_number, proposed, finished,
              ended, consecutive_repeats, policy_head, control_head, target_millis)
            VALUES (:id::uuid, 'RUNNING', 1, 0, 0, 0, 0, 0, 0, %s)
            """
                .formatted(targetMillis))
        .param("id", id(digit))
        .update();
  }

  private static String id(String digit) {
    return "00000000-0000-0000-0000-00000000000" + digit;
  }

  private ExperimentSpec spec(String digit) {
    return Json.mapper()
        .readValue(
            jdbc.sql("SELECT spec::text FROM experiment WHERE id = :id::uuid")
                .param("id", id(digit))
                .query(String.class)
                .single(),
            ExperimentSpec.class);
  }

  private String targets(String digit) {
    return jdbc.sql("SELECT targets::text FROM experiment_progress WHERE experiment_id = :id::uuid")
        .param("id", id(digit))
        .query(String.class)
        .single();
  }
}
