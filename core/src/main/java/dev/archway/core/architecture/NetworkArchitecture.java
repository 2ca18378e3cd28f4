package dev.archway.core.architecture;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Images;
import dev.archway.core.network.Network;

/// An architecture that stands for a network, so that Archway itself can cost, train and time it.
public sealed interface NetworkArchitecture extends Architecture
    permits StagedArchitecture, CellArchitecture, GraphArchitecture, ScaledArchitecture {

  /// The layer graph of this architecture for images of one shape and a number of classes.
  Network expand(FeatureShape input, int classes);

  /// The layer graph of this architecture for such images.
  default Network expand(Images images) {
    return expand(images.shape(), images.classes());
  }
}
