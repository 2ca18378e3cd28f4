package dev.archway.core.experiment;

import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.zoo.GivenNetwork;

/// A known network at a width, run as a trial beside the search: same recipe, same device.
///
/// @param network one of the zoo, or one's own
public record BaselineSpec(GivenNetwork network, double width) {
  public BaselineSpec {
    if (!(width > 0 && width <= 10)) {
      throw new IllegalArgumentException(
          "A baseline's width lies above 0 and at most at 10, but is " + width + ".");
    }
  }

  /// The name by which a target refers to it: `mobilenet-v2-x0.5`.
  public String name() {
    return network.name() + "-x" + width;
  }

  /// The network itself; for images of another size some families have another form.
  ///
  /// @throws IllegalArgumentException if there is no such network, or not at this width
  public NetworkArchitecture architecture(FeatureShape image) {
    return network.at(width, image);
  }
}
