package dev.archway.cli.doctor;

import dev.archway.cli.local.Home;
import dev.archway.client.host.DiskRoom;
import java.nio.file.Path;
import java.util.Locale;

/// The space that is left where the home lies.
///
/// @param totalBytes of the file system, or 0 if it does not tell
record DiskCheck(Path home, long freeBytes, long totalBytes) implements Check {
  static final long FEW_BYTES = 5_000_000_000L;
  static final double SMALL_SHARE = 0.05;
  private static final String SUBJECT = "disk";

  /// A file's own method asks the file system alone; a `FileStore` wants an entry in the table of
  /// mounts, which a container may lack.
  static DiskCheck under(Path home) {
    var there = Home.nearest(home).toFile();
    return new DiskCheck(home, there.getUsableSpace(), there.getTotalSpace());
  }

  @Override
  public Verdict verdict() {
    if (totalBytes == 0) {
      return Verdict.warning(SUBJECT, "how much is free under " + home + " cannot be told");
    }
    double share = (double) freeBytes / totalBytes;
    var free =
        String.format(Locale.ROOT, "%.1f GB (%.0f %%) free under ", freeBytes / 1e9, 100 * share)
            + home;
    if (new DiskRoom(home.toString(), () -> freeBytes).full()) {
      return Verdict.failure(
          SUBJECT,
          free + ", too little for PostgreSQL to start; free some or choose another --home");
    }
    return freeBytes < FEW_BYTES || share < SMALL_SHARE
        ? Verdict.warning(
            SUBJECT, free + ", which may not last for a search; free some or choose another --home")
        : Verdict.ok(SUBJECT, free);
  }
}
