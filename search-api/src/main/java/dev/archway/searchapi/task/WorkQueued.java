package dev.archway.searchapi.task;

/// Tasks were queued by this process. It is a hint only: those who wait are looked for work for
/// again and again anyway, so that nothing hangs on what another replica queued.
record WorkQueued() {}
