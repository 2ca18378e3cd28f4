package dev.archway.searchapi.search;

import dev.archway.core.experiment.Arm;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface PolicyUpdateRepository extends Repository<PolicyUpdateEntity, PolicyVersionEntity.Key> {
  void save(PolicyUpdateEntity update);

  List<PolicyUpdateEntity> findByKeyExperimentIdAndKeyArmAndKeyVersionGreaterThanOrderByKeyVersion(
      UUID experimentId, Arm arm, int version, Limit limit);
}
