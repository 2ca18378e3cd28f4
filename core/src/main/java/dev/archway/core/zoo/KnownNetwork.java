package dev.archway.core.zoo;

import java.util.List;

/// What a list of the zoo says about one of its networks.
///
/// @param name the name that [Zoo#named] knows
/// @param description one line with paper and year
/// @param widths the width multipliers it is published at
/// @param for32x32 whether the literature has a form of its own for 32x32 images; without one, such
///   images get the form for 224x224
public record KnownNetwork(String name, String description, List<Double> widths, boolean for32x32) {
  public KnownNetwork {
    widths = List.copyOf(widths);
    if (widths.isEmpty()) {
      throw new IllegalArgumentException("Network " + name + " is published at no width.");
    }
  }
}
