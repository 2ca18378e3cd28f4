package dev.archway.cli.network;

import dev.archway.cli.terminal.Refusal;
import dev.archway.core.definition.InvalidDefinitionException;
import dev.archway.core.space.SearchSpace;
import dev.archway.core.space.SpaceReader;
import dev.archway.core.space.Spaces;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// How a person names a space: as a preset, or as a file of their own.
final class SpaceArgument {
  private SpaceArgument() {}

  static SearchSpace of(String argument) {
    var preset = Spaces.named(argument);
    if (preset.isPresent()) {
      return preset.get();
    }
    if (!isFile(argument)) {
      throw new Refusal(
          "There is no space '%s' and no such file; there are: %s."
              .formatted(
                  argument,
                  Spaces.all().stream().map(SearchSpace::name).collect(Collectors.joining(", "))));
    }
    var file = Path.of(argument);
    try {
      return SpaceReader.read(WrittenFile.tree(file));
    } catch (InvalidDefinitionException e) {
      throw new Refusal(
          "File " + file + " defines no space:\n  " + String.join("\n  ", e.faults()), e);
    }
  }

  private static boolean isFile(String argument) {
    try {
      return Files.isRegularFile(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
