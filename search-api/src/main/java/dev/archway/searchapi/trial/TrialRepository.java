package dev.archway.searchapi.trial;

import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TrialRepository extends Repository<TrialEntity, UUID> {
  void save(TrialEntity trial);

  Optional<TrialEntity> findById(UUID id);

  List<TrialEntity> findByIdIn(Collection<UUID> ids);

  @Query(
      """
      from TrialEntity
      where experimentId = :experiment and number > :after and state in :states
        and origin in :origins
      order by number
      """)
  List<TrialEntity> after(
      UUID experiment,
      int after,
      Collection<TrialState> states,
      Collection<TrialOrigin> origins,
      Limit limit);

  List<TrialEntity> findByExperimentIdAndStateIn(UUID experimentId, Collection<TrialState> states);

  int countByExperimentIdAndStateIn(UUID experimentId, Collection<TrialState> states);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("from TrialEntity where id in :ids order by id")
  List<TrialEntity> lock(Collection<UUID> ids);

  List<TrialEntity> findAllByIdIn(Collection<UUID> ids);

  @Query(
      """
      from TrialEntity
      where experimentId = :experiment and learnedBy is null and endedPosition is not null
        and origin = :origin and state <> REPEATED
      order by endedPosition
      """)
  List<TrialEntity> unlearned(UUID experiment, TrialOrigin origin, Limit limit);
}
