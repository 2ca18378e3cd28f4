package dev.archway.searchapi.trial;

import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TrialRepository extends Repository<TrialEntity, UUID> {
  void save(TrialEntity trial);

  Optional<TrialEntity> findById(UUID id);

  /// Some trials. Their identities are one array, so that it is one statement, however many they
  /// are.
  @NativeQuery("SELECT * FROM trial WHERE id = ANY(:ids)")
  List<TrialEntity> all(UUID[] ids);

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

  @NativeQuery("SELECT * FROM trial WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
  List<TrialEntity> lock(UUID[] ids);

  @Query(
      """
      from TrialEntity
      where experimentId = :experiment and learnedBy is null and endedPosition is not null
        and origin = :origin and state <> REPEATED
      order by endedPosition
      """)
  List<TrialEntity> unlearned(UUID experiment, TrialOrigin origin, Limit limit);
}
