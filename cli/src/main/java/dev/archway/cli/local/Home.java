package dev.archway.cli.local;

import dev.archway.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder that holds all that Archway keeps on this machine, held by one launcher at a time.
/// The lock is the operating system's, so a launcher that was killed leaves none behind; the file's
/// text is the holder's process id, for people.
public final class Home implements AutoCloseable {
  private static final String LOCK = "archway.lock";

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private Home(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /// Creates the folder where it is missing and takes it; refuses one that cannot be written to and
  /// one that another launcher holds.
  public static Home take(Path folder) {
    var absolute = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      return lock(absolute);
    } catch (FileAlreadyExistsException e) {
      throw new Refusal("The home " + absolute + " is not a folder.", e);
    } catch (IOException e) {
      throw new Refusal(
          "The home %s cannot be written to (%s); choose another with --home."
              .formatted(absolute, reason(e)),
          e);
    }
  }

  private static Home lock(Path folder) throws IOException {
    var file = folder.resolve(LOCK);
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      var lock = tryLock(channel, false);
      if (lock == null) {
        throw new Refusal(
            "The home %s is in use by another Archway, process %s; end that or choose another with"
                    .formatted(folder, Files.readString(file).strip())
                + " --home.");
      }
      channel.truncate(0);
      channel.write(StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
      return new Home(folder, channel, lock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel, boolean shared)
      throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /// Looks at a home that is not to be taken, and leaves it as it was.
  static HomeState look(Path folder) {
    var absolute = folder.toAbsolutePath().normalize();
    try {
      var there = nearest(absolute);
      if (!Files.isDirectory(there)) {
        return new HomeState.Unusable(there + " is not a folder");
      }
      if (!Files.isWritable(there)) {
        return new HomeState.Unusable(there + " cannot be written to");
      }
      return there.equals(absolute) ? lockState(absolute.resolve(LOCK)) : new HomeState.Missing();
    } catch (IOException e) {
      return new HomeState.Unusable(reason(e));
    }
  }

  /// The folder itself, or what is there of the way to it.
  public static Path nearest(Path folder) {
    var there = folder.toAbsolutePath().normalize();
    // A link that leads nowhere is there, too: no folder can be made in its place.
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  /// A shared lock, which reading suffices for, is held for the instant that it takes to get it: a
  /// launcher that starts in that very instant is refused.
  private static HomeState lockState(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new HomeState.Free();
    }
    if (!Files.isWritable(file)) {
      return new HomeState.Unusable(file + " cannot be written to");
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ);
        var lock = tryLock(channel, true)) {
      return lock == null
          ? new HomeState.InUse(Files.readString(file).strip())
          : new HomeState.Free();
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
      case java.nio.file.NoSuchFileException _ -> "nothing can be made there";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  public Path folder() {
    return folder;
  }

  /// Where the processes' logs lie.
  Path logs() {
    return created("logs");
  }

  /// A folder inside, created where it is missing.
  Path created(String name) {
    var inside = folder.resolve(name);
    try {
      return Files.createDirectories(inside);
    } catch (IOException e) {
      throw new Refusal("The folder " + inside + " cannot be created: " + reason(e) + ".", e);
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
