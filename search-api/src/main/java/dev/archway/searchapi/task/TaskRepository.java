package dev.archway.searchapi.task;

import dev.archway.core.task.TaskKind;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TaskRepository extends Repository<TaskEntity, UUID> {
  void save(TaskEntity task);

  Optional<TaskEntity> findById(UUID id);

  boolean existsByTrialIdAndKind(UUID trialId, TaskKind kind);

  /// All tasks of a trial, locked: the last lock, after its experiment's and its trial's.
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("from TaskEntity where trialId = :trial order by id")
  List<TaskEntity> lockAllOf(UUID trial);
}
