package dev.archway.searchapi.search;

import dev.archway.core.experiment.Arm;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PolicyVersionRepository extends Repository<PolicyVersionEntity, PolicyVersionEntity.Key> {
  void save(PolicyVersionEntity version);

  /// The newest version, by one query: between two, another replica may thin out what the first
  /// named.
  Optional<PolicyVersionEntity> findFirstByKeyExperimentIdAndKeyArmOrderByKeyVersionDesc(
      UUID experimentId, Arm arm);

  @Modifying
  @Query(
      """
      delete from PolicyVersionEntity
      where key.experimentId = :experiment and key.arm = :arm and key.version < :head
        and mod(key.version, :every) <> 0
      """)
  void thinOut(UUID experiment, Arm arm, int head, int every);
}
