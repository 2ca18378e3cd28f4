package dev.archway.searchapi.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.task.TaskKind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who gets how much of what workers do.
class ShareIT extends LeasedExperiment {
  private static final int QUEUED = 12;

  @Test
  void anExperimentGetsTwiceTheShareOfOneWithThePriorityBelow() {
    endTheFirst();
    var usual = create(ExperimentSpec.PRIORITY);
    var favoured = create(ExperimentSpec.PRIORITY + 1);

    var claimed = claim(15);

    assertThat(claimed.stream().filter(favoured::equals).count()).isBetween(9L, 11L);
    assertThat(claimed).contains(usual);
  }

  @Test
  void anExperimentThatComesLaterHasItsShareAtOnceAndNoMore() {
    endTheFirst();
    create(ExperimentSpec.PRIORITY);
    claim(3);
    var later = create(ExperimentSpec.PRIORITY);

    assertThat(claim(8).stream().filter(later::equals).count()).isBetween(3L, 5L);
  }

  private void endTheFirst() {
    jdbc.sql("UPDATE experiment_progress SET state = 'STOPPED'").update();
    jdbc.sql("UPDATE task SET state = 'CANCELLED', expires_at = NULL WHERE state <> 'DONE'")
        .update();
  }

  private UUID create(int priority) {
    var spec =
        evaluators.spec(
            100, new ControllerSpec.Random(), Optional.empty(), new ObjectiveSpec.Accuracy());
    var id =
        client
            .experiments()
            .create(
                new ExperimentSpec(
                    spec.name(),
                    spec.space(),
                    spec.objective(),
                    spec.controller(),
                    spec.control(),
                    spec.evaluation(),
                    List.of(),
                    spec.budget(),
                    Optional.of(QUEUED),
                    spec.seed(),
                    priority,
                    spec.notes(),
                    spec.tags(),
                    spec.webhook()))
            .id();
    await().until(() -> queued(id) == QUEUED);
    return id;
  }

  private int queued(UUID id) {
    return jdbc.sql(
            "SELECT count(*) FROM task"
                + " WHERE experiment_id = ? AND kind = 'TRAIN' AND state = 'QUEUED'")
        .param(id)
        .query(Integer.class)
        .single();
  }

  /// The experiments of the next so many trainings, in their order.
  private List<UUID> claim(int trials) {
    return IntStream.range(0, trials)
        .mapToObj(_ -> client.leases().claim(evaluators.request(TaskKind.TRAIN, 1, 0)))
        .flatMap(leases -> leases.isEmpty() ? Stream.empty() : Stream.of(leases.getFirst()))
        .map(lease ->
            jdbc.sql("SELECT experiment_id FROM task WHERE id = ?")
                .param(lease.task())
                .query(UUID.class)
                .single())
        .toList();
  }
}
