package dev.archway.searchapi.experiment;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ExperimentRepository extends Repository<ExperimentEntity, UUID> {
  void save(ExperimentEntity experiment);

  Optional<ExperimentEntity> findById(UUID id);

  void flush();
}
