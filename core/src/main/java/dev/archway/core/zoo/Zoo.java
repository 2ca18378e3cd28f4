package dev.archway.core.zoo;

import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.network.FeatureShape;
import java.util.List;
import java.util.Optional;

/// The known networks by name.
public final class Zoo {
  private Zoo() {}

  /// The names that [#named] knows.
  public static List<String> names() {
    return List.of(MobileNetV2.NAME);
  }

  /// A known network at a width, in the form the literature uses for images of that size.
  public static Optional<NetworkArchitecture> named(String name, double width, FeatureShape image) {
    return switch (name) {
      case MobileNetV2.NAME ->
          Optional.of(
              image.height() <= 64 ? MobileNetV2.cifar(width) : MobileNetV2.imageNet(width));
      default -> Optional.empty();
    };
  }
}
