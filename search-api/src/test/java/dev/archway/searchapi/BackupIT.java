package dev.archway.searchapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/// The steps of backup and restore that docs/operation.md tells, done while a search runs.
@Timeout(180)
@EnabledIf(
    value = "dev.archway.searchapi.PostgresPrograms#arePresent",
    disabledReason = "pg_dump 18 is not here; ARCHWAY_POSTGRES_BIN may name its folder")
class BackupIT {
  private static final int LEASE_SECONDS = 2;
  private static final int TRIALS = 6;

  @TempDir private static Path folder;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Test
  void aSearchGoesOnFromItsBackupInAnotherDatabaseWithAllThatItHadFound() throws Exception {
    UUID experiment;
    ArtifactReference weights;
    try (var original = process("postgres", "original")) {
      original.start();
      original.awaitReady();
      var client = original.client();
      var evaluators = new Evaluators(client);
      experiment =
          client.experiments().create(evaluators.spec(TRIALS, new ControllerSpec.Random())).id();
      weights = trainOne(client, evaluators);
      evaluators.claim(TaskKind.MEASURE);

      backUp();
    }
    restore();

    try (var restored = process("restored", "restored")) {
      restored.start();
      restored.awaitReady();
      var client = restored.client();
      client.artifacts().download(weights, folder.resolve("weights"));
      assertThat(folder.resolve("weights")).hasContent("trained");
      assertThat(client.trials().of(experiment))
          .as("what was reported before the backup")
          .anyMatch(trial -> trial.accuracy().isPresent() && trial.artifacts().contains(weights));
      var ended = new Evaluators(client).runToEnd(experiment);
      assertThat(ended.state()).isEqualTo(ExperimentState.FINISHED);
      assertThat(client.trials().of(experiment))
          .filteredOn(trial -> trial.state() == TrialState.COMPLETED)
          .hasSize(TRIALS + 2);
      assertThat(restored.errors()).isEmpty();
    }
  }

  private static ArtifactReference trainOne(ArchwayClient client, Evaluators evaluators)
      throws Exception {
    var lease = evaluators.claim(TaskKind.TRAIN);
    var file = Files.writeString(folder.resolve("file"), "trained");
    var weights = client.artifacts().upload(ArtifactReference.Role.WEIGHTS, file);
    client
        .leases()
        .report(
            lease,
            new TaskOutcome.Trained(List.of(new EpochMetrics(1, 1, 0.5, 100)), List.of(weights)));
    return weights;
  }

  private static void backUp() throws Exception {
    copyArtifacts("original", "backup");
    programs()
        .run(
            "pg_dump",
            "--format=custom",
            "--file=" + folder.resolve("archway.dump"),
            "--dbname=" + address("postgres"));
    copyArtifacts("original", "backup");
  }

  private static void restore() throws Exception {
    JdbcClient.create(server.getPostgresDatabase()).sql("CREATE DATABASE restored").update();
    programs()
        .run(
            "pg_restore",
            "--exit-on-error",
            "--no-owner",
            "--dbname=" + address("restored"),
            folder.resolve("archway.dump").toString());
    copyArtifacts("backup", "restored");
  }

  private static void copyArtifacts(String from, String to) throws IOException {
    FileSystemUtils.copyRecursively(folder.resolve(from), folder.resolve(to));
  }

  private static PostgresPrograms programs() {
    return PostgresPrograms.find().orElseThrow();
  }

  private static String address(String database) {
    return "postgresql://postgres@localhost:%d/%s".formatted(server.getPort(), database);
  }

  private static ApiProcess process(String database, String artifacts) throws IOException {
    return new ApiProcess(
        new ApiProcess.Settings(
            server.getJdbcUrl("postgres", database),
            Files.createDirectories(folder.resolve(artifacts)),
            LEASE_SECONDS,
            ApiProcess.Effort.SMALL,
            List.of()),
        Files.createFile(folder.resolve(artifacts + ".log")));
  }
}
