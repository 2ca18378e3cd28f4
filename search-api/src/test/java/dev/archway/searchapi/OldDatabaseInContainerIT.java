package dev.archway.searchapi;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.test.context.ContextConfiguration;

/// Migrations on the official image of PostgreSQL.
@Tag("slow")
@EnabledIf(
    value = "dev.archway.searchapi.ContainerDatabase#dockerAnswers",
    disabledReason = ContainerDatabase.NO_DOCKER)
@ContextConfiguration(
    initializers = {ContainerDatabase.class, OldDatabaseIT.OldRelease.class},
    inheritInitializers = false)
class OldDatabaseInContainerIT extends OldDatabaseIT {}
