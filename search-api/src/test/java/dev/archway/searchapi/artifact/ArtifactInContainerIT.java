package dev.archway.searchapi.artifact;

import dev.archway.searchapi.ContainerDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.test.context.ContextConfiguration;

/// Artifacts on the official image of PostgreSQL.
@Tag("slow")
@EnabledIf(
    value = "dev.archway.searchapi.ContainerDatabase#dockerAnswers",
    disabledReason = ContainerDatabase.NO_DOCKER)
@ContextConfiguration(initializers = ContainerDatabase.class, inheritInitializers = false)
class ArtifactInContainerIT extends ArtifactIT {}
