package dev.archway.worker.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/// Fetches CIFAR-10 from its home page: whole and unchanged, or not at all.
///
/// @param md5 what the archive's MD5 must be, in lower-case hexadecimal digits
/// @param silence how long the server may send nothing
record Cifar10Download(URI archive, String md5, Duration silence) {
  static final URI HOME = URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz");
  static final String MD5 = "c32a1d4ab5d03f1284b67883e8d87530";
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// How long a server may send nothing.
  static final Duration SILENCE = Duration.ofMinutes(1);

  /// Makes [Cifar10#FOLDER] in `cache`; one process at a time, and those that waited find it there.
  void into(Path cache) throws DataException {
    try {
      Files.createDirectories(cache);
      try (var lock =
              FileChannel.open(
                  cache.resolve("download.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = lock.lock()) {
        if (!Files.exists(cache.resolve(Cifar10.FOLDER))) {
          fetch(cache);
        }
      }
    } catch (IOException e) {
      throw new DataException(
          DataException.Reason.NOWHERE,
          "CIFAR-10 could not be fetched from %s into %s: %s\nMaybe this machine has no way out, or the server is slow today: try again later, or name a folder that holds it by --data or %s."
              .formatted(archive, cache, e, DataPlaces.VARIABLE),
          e);
    }
  }

  private void fetch(Path cache) throws IOException {
    var parts = Files.createTempDirectory(cache, "cifar-10-");
    try {
      var file = parts.resolve("archive.tar.gz");
      download(file);
      var unpacked = Files.createDirectory(parts.resolve(Cifar10.FOLDER));
      try (var in = Files.newInputStream(file)) {
        unpack(in, unpacked);
      }
      Files.move(unpacked, cache.resolve(Cifar10.FOLDER));
    } finally {
      deleteTree(parts);
    }
  }

  /// Of the JDK's clients only this one can tell a body that stalls from one that is long.
  private void download(Path file) throws IOException {
    var connection = (HttpURLConnection) archive.toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) silence.toMillis());
    connection.connect();
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException(
            "The server answered with status " + connection.getResponseCode() + ".");
      }
      try (var body = new DigestInputStream(connection.getInputStream(), md5Digest())) {
        Files.copy(body, file);
        requireMd5(HexFormat.of().formatHex(body.getMessageDigest().digest()));
      }
    } catch (SocketTimeoutException e) {
      throw new IOException("The server sent nothing for " + silence.toSeconds() + " s.", e);
    } finally {
      connection.disconnect();
    }
  }

  private void requireMd5(String found) throws IOException {
    if (!found.equals(md5)) {
      throw new IOException("The archive's MD5 should be " + md5 + ", but is " + found + ".");
    }
  }

  /// MD5 is what the home page publishes; it guards against a broken transfer, which is all that is
  /// asked of it here.
  private static MessageDigest md5Digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5.", e);
    }
  }

  /// Takes the six data files out of the archive by their last name and nothing else, so that no
  /// path in it can lead anywhere.
  static void unpack(InputStream archive, Path into) throws IOException {
    Set<String> missing = Cifar10.names().collect(Collectors.toSet());
    try (var tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new BufferedInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entry.isFile() && missing.remove(name)) {
          Files.copy(tar, into.resolve(name));
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException("The archive lacks " + missing + ".");
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
