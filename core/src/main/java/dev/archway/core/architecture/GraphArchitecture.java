package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;

/// A network that somebody wrote down layer by layer: one of the zoo, or one's own. For other
/// images and classes its layers stay what they are, but for the number of scores.
@JsonTypeName("graph")
public record GraphArchitecture(Network network) implements NetworkArchitecture {

  @Override
  public Network expand(FeatureShape input, int classes) {
    return network.forImages(input, classes);
  }

  @Override
  public String text() {
    return network.name();
  }
}
