package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentState;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ExperimentProgressRepository extends Repository<ExperimentProgressEntity, UUID> {
  void save(ExperimentProgressEntity progress);

  Optional<ExperimentProgressEntity> findById(UUID experimentId);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("from ExperimentProgressEntity where experimentId = :id")
  Optional<ExperimentProgressEntity> lock(UUID id);

  @Query("select experimentId from ExperimentProgressEntity where state in :states")
  List<UUID> idsIn(Collection<ExperimentState> states);
}
