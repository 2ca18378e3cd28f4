package dev.archway.searchapi.experiment;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ExperimentRepository extends Repository<ExperimentEntity, UUID> {
  void save(ExperimentEntity experiment);

  Optional<ExperimentEntity> findById(UUID id);

  @Query("select version from ExperimentEntity where id = :id")
  Optional<Long> version(UUID id);

  void flush();
}
