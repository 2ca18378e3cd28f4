package dev.archway.core.experiment;

import java.util.List;
import java.util.UUID;

/// What an experiment's weights take of the artifact store.
///
/// @param trials that have weights
/// @param bytes of them all
/// @param droppableTrials whose weights the rules of retention do not keep; they can be trained
///   again from recipe and seed
/// @param droppableBytes of those
/// @param pinned trials whose weights are kept because a user asked for it
public record DiskUse(
    UUID experiment,
    String name,
    int trials,
    long bytes,
    int droppableTrials,
    long droppableBytes,
    List<UUID> pinned) {
  public DiskUse {
    pinned = List.copyOf(pinned);
  }
}
