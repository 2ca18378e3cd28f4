package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;

/// A known network at some width, on images of some resolution: the two hyper-parameters of Howard
/// et al. 2017, section 3.3. Workers train on images as the data set has them, so an experiment
/// takes only networks for these; others can be costed.
///
/// @param network the network at its width
/// @param resolution height and width of the images
@JsonTypeName("scaled")
public record ScaledArchitecture(NetworkArchitecture network, int resolution)
    implements NetworkArchitecture {
  public ScaledArchitecture {
    if (resolution < 1) {
      throw new IllegalArgumentException("A resolution is at least 1, but is " + resolution + ".");
    }
    if (network instanceof ScaledArchitecture inner) {
      throw new IllegalArgumentException(
          "A scaled network has one resolution, but %s is to have %d as well."
              .formatted(inner.text(), resolution));
    }
  }

  @Override
  public Network expand(FeatureShape input, int classes) {
    return network.expand(new FeatureShape(input.channels(), resolution, resolution), classes);
  }

  /// `mobilenet-v2-x0.5@160`.
  @Override
  public String text() {
    return network.text() + "@" + resolution;
  }
}
