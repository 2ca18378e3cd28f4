package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// The genotype: what a space's choices decode to, independent of image size and class count.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Architecture permits NetworkArchitecture, OpaqueArchitecture {

  /// The architecture in one line, for people.
  String text();
}
