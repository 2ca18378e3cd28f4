package dev.archway.cli.network;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Json;
import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.StagedText;
import dev.archway.core.network.Network;
import dev.archway.core.zoo.GivenNetwork;
import dev.archway.core.zoo.Zoo;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// How a person names a network at the terminal: as everywhere (see [GivenNetwork]), or as a file
/// with a network or an architecture in JSON, or with a staged one as text.
public final class NetworkArgument {
  private NetworkArgument() {}

  public static GivenNetwork of(String argument) {
    // A file never stands in the way of the zoo.
    return Optional.of(argument)
        .filter(name -> !Zoo.names().contains(name))
        .flatMap(WrittenFile::named)
        .map(NetworkArgument::read)
        .orElseGet(() -> knownOrText(argument));
  }

  private static GivenNetwork knownOrText(String argument) {
    if (!Zoo.names().contains(argument) && !StagedText.looksLikeOne(argument)) {
      throw new Refusal(
          "'%s' is no network of the zoo (%s), and no text such as '%s'. Nor is there such a file."
              .formatted(argument, String.join(", ", Zoo.names()), StagedText.EXAMPLE));
    }
    return GivenNetwork.of(argument);
  }

  private static GivenNetwork read(Path file) {
    var text = WrittenFile.text(file);
    if (!text.stripLeading().startsWith("{")) {
      if (!StagedText.looksLikeOne(text)) {
        throw new Refusal(
            "File %s holds no network: neither JSON nor a text such as '%s'."
                .formatted(file, StagedText.EXAMPLE));
      }
      var name = String.valueOf(file.getFileName());
      return staged(name.replaceFirst("\\.[^.]*$", ""), text);
    }
    try {
      return GivenNetwork.of(read(Json.mapper().readTree(text), file));
    } catch (JacksonException e) {
      throw new Refusal("File %s holds no network: %s".formatted(file, JsonFault.text(e)), e);
    }
  }

  private static NetworkArchitecture read(JsonNode json, Path file) {
    if (json.has("nodes")) {
      return new GraphArchitecture(Json.mapper().treeToValue(json, Network.class));
    }
    return switch (Json.mapper().treeToValue(json, Architecture.class)) {
      case NetworkArchitecture network -> network;
      case Architecture other ->
          throw new Refusal("File %s holds no network, but '%s'.".formatted(file, other.text()));
    };
  }

  private static GivenNetwork staged(String name, String text) {
    try {
      return GivenNetwork.of(StagedText.parse(name, text));
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()), e);
    }
  }
}
