package dev.archway.searchapi.task;

import dev.archway.core.task.TaskKind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TaskRepository extends Repository<TaskEntity, UUID> {
  void save(TaskEntity task);

  /// Whose a task is. It loads no entity: one that is loaded before its lock is taken would stay as
  /// it was then.
  @Query(
      "select new dev.archway.searchapi.task.TaskOwner(experimentId, trialId) from TaskEntity"
          + " where id = :id")
  Optional<TaskOwner> owner(UUID id);

  void delete(TaskEntity task);

  /// Takes back all work on trials that have not ended. Tests are of trials that have. Locks in the
  /// order of the tasks' identities, as all do.
  @Modifying
  @Query(
      nativeQuery = true,
      value =
          """
          WITH open AS MATERIALIZED (
            SELECT id FROM task
            WHERE experiment_id = :experiment AND state IN ('QUEUED', 'LEASED') AND kind <> 'TEST'
            ORDER BY id FOR UPDATE)
          UPDATE task SET state = 'CANCELLED', holder = NULL, expires_at = NULL, checkpoint = NULL
          FROM open WHERE task.id = open.id
          """)
  int cancelAll(UUID experiment);

  boolean existsByTrialIdAndKind(UUID trialId, TaskKind kind);

  /// All tasks of trials, locked: the last lock, after their experiment's and the trials'.
  @NativeQuery("SELECT * FROM task WHERE trial_id = ANY(:trials) ORDER BY id FOR UPDATE")
  List<TaskEntity> lockAllOf(UUID[] trials);
}
