package dev.archway.cli.network;

import dev.archway.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A file that somebody wrote by hand.
public final class WrittenFile {
  /// Of a name given twice, one value would silently be lost.
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  private WrittenFile() {}

  /// The file that an argument names, if it names one.
  public static Optional<Path> named(String argument) {
    try {
      return Optional.of(Path.of(argument)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Refusal("File " + file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /// Maps, lists, texts, numbers and flags. JSON is YAML, too.
  public static Object tree(Path file) {
    var text = text(file);
    try {
      return YAML.readValue(text, Object.class);
    } catch (JacksonException e) {
      throw new Refusal(
          "File %s is not YAML: line %d: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    }
  }

  /// What is wrong with what a file holds, without a word about the program that reads it.
  public static String fault(JacksonException e) {
    return JsonFault.text(e);
  }
}
