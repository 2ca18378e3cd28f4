package dev.archway.client.host;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/// Whether a disk has room for work, by one rule for all programs of a host. A disk that was full
/// when it was looked at last has room again only when there is clearly some.
public final class DiskRoom {
  private static final long MEBIBYTE = 1L << 20;

  /// PostgreSQL and the artifacts ask for some at a time, so it is full before nothing is left.
  private static final long FULL = 32 * MEBIBYTE;

  private static final long ENOUGH = 2 * FULL;

  private final String folder;
  private final LongSupplier freeBytes;
  private boolean full;

  /// @param folder on the disk, as a person knows it
  /// @param freeBytes how much is free for this user
  public DiskRoom(String folder, LongSupplier freeBytes) {
    this.folder = folder;
    this.freeBytes = freeBytes;
  }

  /// The disk of a folder, which must exist.
  public static DiskRoom of(Path folder) {
    var file = folder.toFile();
    return new DiskRoom(folder.toString(), file::getUsableSpace);
  }

  /// Looks anew.
  public synchronized boolean full() {
    full = freeBytes.getAsLong() < (full ? ENOUGH : FULL);
    return full;
  }

  /// For people: what is free where, such as `3 MiB are free under /home/x`.
  public String free() {
    return "%d MiB are free under %s".formatted(freeBytes.getAsLong() / MEBIBYTE, folder);
  }

  public String folder() {
    return folder;
  }
}
