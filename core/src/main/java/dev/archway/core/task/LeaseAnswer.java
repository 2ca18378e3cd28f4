package dev.archway.core.task;

import java.util.Optional;

/// What the service says to a heartbeat or to progress.
///
/// @param cancel the result is no longer wanted: stop, and give the lease back
/// @param enough why the epoch under way is the last one, and what it leads to the result; absent
///   as long as all epochs of the recipe are wanted
public record LeaseAnswer(boolean cancel, Optional<String> enough) {
  /// Goes on with all that was asked for, or stops.
  public LeaseAnswer(boolean cancel) {
    this(cancel, Optional.empty());
  }
}
