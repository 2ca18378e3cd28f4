package dev.archway.worker.data;

import dev.archway.core.recipe.Dataset;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Labelled images in CIFAR-10's binary form: records of one label byte and the pixels of one
/// image, channel by channel, row by row. The files are memory-mapped, so all slots of a machine
/// share one copy in the page cache. Safe for use by many threads.
public final class Images {
  private final List<MappedByteBuffer> files;
  private final int perFile;
  private final int pixelBytes;

  private Images(List<MappedByteBuffer> files, int perFile, int pixelBytes) {
    this.files = List.copyOf(files);
    this.perFile = perFile;
    this.pixelBytes = pixelBytes;
  }

  /// Maps files of equally many images each; refuses a file of another size or with a label that is
  /// no class.
  static Images map(Dataset dataset, List<Path> files, int perFile) throws DataException {
    int pixelBytes = Math.toIntExact(dataset.image().elements());
    var mapped = new ArrayList<MappedByteBuffer>();
    for (var file : files) {
      requireSize(file, perFile, pixelBytes);
      var buffer = map(file);
      requireLabels(file, buffer, perFile, pixelBytes, dataset.classes().size());
      mapped.add(buffer);
    }
    return new Images(mapped, perFile, pixelBytes);
  }

  /// Refuses a file that is missing or does not hold `images` records, without opening it.
  static void requireSize(Path file, int images, int pixelBytes) throws DataException {
    long expected = (long) images * (1 + pixelBytes);
    try {
      if (!Files.isRegularFile(file)) {
        throw new DataException(DataException.Reason.MISSING, "Data file " + file + " is missing.");
      }
      long found = Files.size(file);
      if (found != expected) {
        throw new DataException(
            DataException.Reason.DAMAGED,
            "Data file %s should have %d bytes (%d images), but has %d."
                .formatted(file, expected, images, found));
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static MappedByteBuffer map(Path file) throws DataException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void requireLabels(
      Path file, MappedByteBuffer buffer, int images, int pixelBytes, int classes)
      throws DataException {
    for (int i = 0; i < images; i++) {
      int label = Byte.toUnsignedInt(buffer.get(i * (1 + pixelBytes)));
      if (label >= classes) {
        throw new DataException(
            DataException.Reason.DAMAGED,
            "Data file %s should have labels 0..%d, but record %d has %d."
                .formatted(file, classes - 1, i, label));
      }
    }
  }

  private static DataException unreadable(Path file, IOException e) {
    return new DataException(
        DataException.Reason.DAMAGED, "Data file " + file + " cannot be read: " + e, e);
  }

  public int count() {
    return files.size() * perFile;
  }

  /// Bytes in one image.
  public int pixelBytes() {
    return pixelBytes;
  }

  public int label(int image) {
    return Byte.toUnsignedInt(file(image).get(record(image)));
  }

  /// Copies the pixels of one image, laid out `(channels, height, width)`.
  public void pixels(int image, byte[] into) {
    file(image).get(record(image) + 1, into, 0, pixelBytes);
  }

  private MappedByteBuffer file(int image) {
    return files.get(image / perFile);
  }

  private int record(int image) {
    return image % perFile * (1 + pixelBytes);
  }
}
