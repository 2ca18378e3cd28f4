package dev.archway.cli.network;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Json;
import dev.archway.core.definition.InvalidDefinitionException;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.space.SearchSpace;
import dev.archway.core.space.SpaceReader;
import dev.archway.core.space.Spaces;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/// How a person names a space: as a preset, or as a file of their own.
public record SpaceArgument(String argument) {

  /// The space, as it is told to the service.
  ///
  /// @throws Refusal it is none that Archway can search
  public GivenSpace given() {
    return read(given -> {
      given.networks();
      return given;
    });
  }

  /// The space as Archway can search it itself.
  ///
  /// @throws Refusal it is none
  public NetworkSpace networks() {
    return read(GivenSpace::networks);
  }

  SearchSpace space() {
    return read(GivenSpace::space);
  }

  private <T> T read(Function<GivenSpace, T> reading) {
    // A file never stands in the way of a preset.
    var file =
        Spaces.named(argument).isPresent() ? Optional.<Path>empty() : WrittenFile.named(argument);
    try {
      return reading.apply(
          file.isEmpty() ? GivenSpace.of(argument) : defined(WrittenFile.tree(file.get())));
    } catch (InvalidDefinitionException e) {
      throw new Refusal(
          file.isEmpty()
              ? String.join("\n", e.faults()) + " Nor is there such a file."
              : "File %s defines no space:\n  %s"
                  .formatted(file.get(), String.join("\n  ", e.faults())),
          e);
    } catch (JacksonException e) {
      throw new Refusal(
          "File %s defines no space:\n  %s".formatted(argument, JsonFault.text(e)), e);
    }
  }

  private static GivenSpace defined(Object tree) {
    if (!(tree instanceof Map<?, ?>)) {
      // Says what is wrong with it.
      SpaceReader.read(tree);
    }
    return Json.mapper().convertValue(tree, GivenSpace.class);
  }
}
