package dev.archway.core.zoo;

import dev.archway.core.network.FeatureShape;
import java.util.List;

/// What a list of the zoo says about one of its networks.
///
/// @param name the name that [Zoo#named] knows
/// @param description one line with paper and year
/// @param widths the width multipliers it is published at
/// @param forms the images that the literature has a form of its own for; others get the nearest
public record KnownNetwork(String name, String description, List<Double> widths, List<Form> forms) {

  /// Images that networks are made for.
  public enum Form {
    IMAGENET(224, 1000),
    CIFAR(32, 10);

    private final int side;
    private final int classes;

    Form(int side, int classes) {
      this.side = side;
      this.classes = classes;
    }

    public FeatureShape image() {
      return new FeatureShape(3, side, side);
    }

    public int classes() {
      return classes;
    }
  }

  public KnownNetwork {
    widths = List.copyOf(widths);
    forms = List.copyOf(forms);
    if (widths.isEmpty() || forms.isEmpty()) {
      throw new IllegalArgumentException(
          "Network %s is published at widths %s for images %s.".formatted(name, widths, forms));
    }
  }
}
