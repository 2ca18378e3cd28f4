package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// Which controller proposes, and with which settings.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ControllerSpec permits RnnSpec, ControllerSpec.Random {

  /// Uniform choices: the control every controller must beat.
  @JsonTypeName("random")
  record Random() implements ControllerSpec {}
}
