package dev.archway.searchapi.task;

import java.util.UUID;

/// Tasks of an experiment were queued by this process. It is a hint only: those who wait are looked
/// for work for again and again anyway, so that nothing hangs on what another replica queued.
record WorkQueued(UUID experiment) {}
