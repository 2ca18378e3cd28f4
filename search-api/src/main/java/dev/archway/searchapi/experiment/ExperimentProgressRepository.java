package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ExperimentProgressRepository extends Repository<ExperimentProgressEntity, UUID> {
  void save(ExperimentProgressEntity progress);

  Optional<ExperimentProgressEntity> findById(UUID experimentId);

  @NativeQuery("SELECT * FROM experiment_progress WHERE experiment_id = ANY(:ids)")
  List<ExperimentProgressEntity> all(UUID[] ids);

  /// Locks in the order of the experiments' identities, as whoever locks several does.
  @NativeQuery(
      """
      SELECT * FROM experiment_progress WHERE experiment_id = ANY(:ids)
      ORDER BY experiment_id FOR UPDATE
      """)
  List<ExperimentProgressEntity> lock(UUID[] ids);

  @Query("select experimentId from ExperimentProgressEntity where state in :states")
  List<UUID> idsIn(Collection<ExperimentState> states);
}
