package dev.archway.cli.local;

import dev.archway.cli.terminal.Notes;
import dev.archway.client.host.DiskRoom;

/// Tells a person when the disk of the home is full and when it is no longer. All programs wait
/// meanwhile and go on by themselves, which would look as if they hung.
final class DiskWatch {
  private final DiskRoom room;
  private final Notes notes;
  private boolean full;

  DiskWatch(DiskRoom room, Notes notes) {
    this.room = room;
    this.notes = notes;
  }

  /// Looks once; only changes are told.
  void look() {
    boolean isFull = room.full();
    if (!full && isFull) {
      notes.note(
          "The disk is full: %s. All waits; free some space, and it goes on."
              .formatted(room.free()));
    } else if (full && !isFull) {
      notes.note("There is space under %s again; all goes on.".formatted(room.folder()));
    }
    full = isFull;
  }
}
