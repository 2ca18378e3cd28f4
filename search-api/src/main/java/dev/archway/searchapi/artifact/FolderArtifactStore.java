package dev.archway.searchapi.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Contents as files in a folder, spread over 256 sub-folders. A file appears under its name only
/// when it is whole and on disk.
@Component
class FolderArtifactStore implements ArtifactStore {
  private final Path folder;

  FolderArtifactStore(@Value("${archway.artifacts}") Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
  }

  @Override
  public Stored keep(String sha256, InputStream content, long maxBytes) throws IOException {
    var part = Files.createTempFile(folder, "upload", ".part");
    try {
      var stored = copy(content, part, maxBytes);
      if (stored.sha256().equals(sha256)) {
        var target = path(sha256);
        Files.createDirectories(target.getParent());
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
      return stored;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Stored copy(InputStream content, Path part, long maxBytes) throws IOException {
    var digest = sha256();
    try (var out = FileChannel.open(part, StandardOpenOption.WRITE);
        var in = new DigestInputStream(new Limited(content, maxBytes), digest)) {
      in.transferTo(java.nio.channels.Channels.newOutputStream(out));
      out.force(true);
      return new Stored(HexFormat.of().formatHex(digest.digest()), out.size());
    }
  }

  @Override
  public Optional<InputStream> open(String sha256) throws IOException {
    var path = path(sha256);
    return Files.exists(path) ? Optional.of(Files.newInputStream(path)) : Optional.empty();
  }

  @Override
  public boolean holds(String sha256) {
    return Files.exists(path(sha256));
  }

  @Override
  public void delete(String sha256) throws IOException {
    Files.deleteIfExists(path(sha256));
  }

  private Path path(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("Not a SHA-256: '" + sha256 + "'.");
    }
    return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long maxBytes) {
      super(in);
      left = maxBytes;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(long bytes) throws ContentTooLargeException {
      left -= bytes;
      if (left < 0) {
        throw new ContentTooLargeException();
      }
    }
  }
}
