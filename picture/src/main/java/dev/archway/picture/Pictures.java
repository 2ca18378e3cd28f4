package dev.archway.picture;

import dev.archway.core.architecture.CellArchitecture;
import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.ScaledArchitecture;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.network.FeatureShape;

/// The picture that shows an architecture best: a cell architecture is its two cells, a staged one
/// its strip of blocks, any other its layers.
public final class Pictures {
  private Pictures() {}

  /// An SVG document, the same for the same arguments.
  ///
  /// @param image what the network is to read; cells look the same for any
  public static String svg(NetworkArchitecture architecture, FeatureShape image, int classes) {
    return switch (architecture) {
      case CellArchitecture cells -> CellPicture.svg(cells);
      case StagedArchitecture staged -> StagedPicture.svg(staged, image, classes);
      case GraphArchitecture graph -> NetworkPicture.svg(graph.expand(image, classes));
      case ScaledArchitecture scaled -> {
        int side = scaled.resolution();
        yield svg(scaled.network(), new FeatureShape(image.channels(), side, side), classes);
      }
    };
  }
}
