package dev.archway.worker.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Files of CIFAR-10's names and sizes, black throughout, for tests that need no pictures.
final class Cifar10Files {
  static final int RECORD = 3073;
  private static final int RECORDS = 10_000;

  private Cifar10Files() {}

  static Path black(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var name : List.copyOf(Cifar10.names().toList())) {
      try (var file = new java.io.RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
        file.setLength((long) RECORDS * RECORD);
      }
    }
    return folder;
  }

  /// Sets one byte of a file.
  static void poke(Path file, long position, int value) throws IOException {
    try (var open = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      open.seek(position);
      open.write(value);
    }
  }
}
