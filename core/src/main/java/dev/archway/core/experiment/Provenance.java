package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.space.Choices;

/// How a controller came to propose some choices.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Provenance {

  /// Drawn from the policy.
  ///
  /// @param redraws draws before it that were known already
  @JsonTypeName("drawn")
  record Drawn(int redraws) implements Provenance {
    public Drawn {
      if (redraws < 0) {
        throw new IllegalArgumentException(
            "Draws are repeated 0 times or more, but were " + redraws + " times.");
      }
    }
  }

  /// One step, or two where all that are one step away are known, from choices that are known:
  /// evolution's child of a parent, local search's neighbour of its position, and the RNN's
  /// neighbour of its last draw.
  @JsonTypeName("mutated")
  record Mutated(Choices parent) implements Provenance {}

  /// The next of all choices in a seeded random order, as the controller's way is.
  @JsonTypeName("uniform")
  record Uniform() implements Provenance {}

  /// The same, because the controller's own way led to known choices only.
  @JsonTypeName("remaining")
  record Remaining() implements Provenance {}
}
