package dev.archway.cli.network;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Json;
import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.StagedText;
import dev.archway.core.network.Network;
import dev.archway.core.zoo.KnownNetwork;
import dev.archway.core.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// How a person names a network: as one of the zoo, as a file with a network or an architecture in
/// JSON or a staged one as text, or as that text itself.
///
/// @param known what the zoo says of it, if it is of the zoo
/// @param architecture what it is otherwise
record NetworkArgument(
    String name, Optional<KnownNetwork> known, Optional<NetworkArchitecture> architecture) {
  private static final String EXAMPLE = "r1_k3_s11_e1_i32_o16 r2_k3_s22_e6_i16_o24";

  static NetworkArgument of(String argument) {
    var known = Zoo.known().stream().filter(k -> k.name().equals(argument)).findFirst();
    if (known.isPresent()) {
      return new NetworkArgument(argument, known, Optional.empty());
    }
    var file = file(argument);
    if (file.isPresent()) {
      return own(read(file.get()));
    }
    if (StagedText.looksLikeOne(argument)) {
      return own(staged("staged", argument));
    }
    throw new Refusal(
        "'%s' is no network of the zoo (%s), no file, and no text such as '%s'."
            .formatted(argument, String.join(", ", Zoo.names()), EXAMPLE));
  }

  private static NetworkArgument own(NetworkArchitecture architecture) {
    var name =
        switch (architecture) {
          case GraphArchitecture graph -> graph.network().name();
          case NetworkArchitecture other -> other.text();
        };
    return new NetworkArgument(name, Optional.empty(), Optional.of(architecture));
  }

  private static Optional<Path> file(String argument) {
    try {
      return Optional.of(Path.of(argument)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static NetworkArchitecture read(Path file) {
    var text = WrittenFile.text(file);
    if (!text.stripLeading().startsWith("{")) {
      if (!StagedText.looksLikeOne(text)) {
        throw new Refusal(
            "File %s holds no network: neither JSON nor a text such as '%s'."
                .formatted(file, EXAMPLE));
      }
      var name = String.valueOf(file.getFileName());
      return staged(name.replaceFirst("\\.[^.]*$", ""), text);
    }
    try {
      return read(Json.mapper().readTree(text), file);
    } catch (JacksonException e) {
      throw new Refusal("File %s holds no network: %s".formatted(file, e.getOriginalMessage()), e);
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

  private static NetworkArchitecture staged(String name, String text) {
    try {
      return StagedText.parse(name, text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()), e);
    }
  }
}
