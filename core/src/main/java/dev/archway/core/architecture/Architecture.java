package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;

/// The genotype: what a space's choices decode to, independent of image size and class count.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Architecture permits StagedArchitecture {

  /// The layer graph of this architecture for images of one shape and a number of classes.
  Network expand(FeatureShape input, int classes);

  /// The architecture in one line, for people.
  String text();
}
