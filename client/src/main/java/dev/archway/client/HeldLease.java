package dev.archway.client;

import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.Lease;
import dev.archway.core.task.TrainingProgress;
import java.util.List;

/// A lease while its task is worked on: the loop keeps it alive by heartbeats of its own.
public interface HeldLease {
  Lease lease();

  /// Whether the result is no longer wanted, or the lease was lost: whoever works on it stops soon.
  boolean cancelled();

  /// Whether the epoch under way is the last that is wanted.
  boolean enough();

  /// Says how far the work is. A service that cannot be reached is no reason to stop working.
  void progress(TrainingProgress progress);

  /// Says from where whoever gets the task next may go on. A service that cannot be reached is no
  /// reason to stop working.
  ///
  /// @param checkpoint was uploaded before
  void checkpoint(ArtifactReference checkpoint);

  /// Adds lines to the trial's log, at most [LogLines#AT_ONCE]. They are lost if the service cannot
  /// be reached.
  ///
  /// @param printed of any form: each is made one that fits
  void say(List<String> printed);
}
