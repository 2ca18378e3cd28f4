package dev.archway.core.space;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.archway.core.definition.InvalidDefinitionException;
import dev.archway.core.zoo.GivenNetwork;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A space as somebody gives it: the name of a preset, or a definition of one's own, which
/// [SpaceReader] reads. On the wire it is that text or that object, without a wrapping of its own.
///
/// What it means is found out when it is asked for, so that its faults are told among others.
public sealed interface GivenSpace {

  /// The space itself.
  ///
  /// @throws InvalidDefinitionException it is none, with every fault
  SearchSpace space();

  /// The space as Archway can search it itself.
  ///
  /// @throws InvalidDefinitionException it is no space of networks, with every fault
  default NetworkSpace networks() {
    return switch (space()) {
      case NetworkSpace networks -> networks;
      case SearchSpace other ->
          throw new InvalidDefinitionException(
              List.of(
                  "The space '%s' is opaque: only an evaluator of one's own knows what its options stand for."
                      .formatted(other.name())));
    };
  }

  @JsonCreator
  static GivenSpace of(String name) {
    return new Preset(name);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static GivenSpace of(Own definition) {
    return definition;
  }

  /// A space of [Spaces].
  record Preset(@JsonValue String name) implements GivenSpace {
    @Override
    public SearchSpace space() {
      return Spaces.named(name)
          .orElseThrow(() ->
              new InvalidDefinitionException(
                  List.of(
                      "There is no space '%s'; there are: %s."
                          .formatted(
                              name,
                              Spaces.all().stream()
                                  .map(SearchSpace::name)
                                  .collect(Collectors.joining(", "))))));
    }
  }

  /// A definition, see [SpaceReader].
  ///
  /// @param network that of a scaled space, the one part that a definition shares with others
  /// @param others all other fields, as they were written
  record Own(Optional<GivenNetwork> network, Map<String, Object> others) implements GivenSpace {
    @JsonCreator
    public Own(
        @JsonProperty("network") Optional<GivenNetwork> network,
        @JsonAnySetter Map<String, Object> others) {
      this.network = network;
      this.others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /// All fields, as they were written.
    @JsonValue
    public Map<String, Object> definition() {
      var fields = new LinkedHashMap<String, Object>(others);
      network.ifPresent(given -> fields.put("network", given));
      return fields;
    }

    @Override
    public SearchSpace space() {
      return SpaceReader.read(definition());
    }
  }
}
