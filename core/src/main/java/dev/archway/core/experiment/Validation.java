package dev.archway.core.experiment;

import java.util.List;
import java.util.Optional;

/// What would come of an experiment if it were created.
///
/// @param faults all that keeps it from being created; empty if nothing does
/// @param spec as it would be stored, with all that was left out filled in; absent if it cannot be
///   made out
/// @param estimatedHours how long it would take, from the speed of recent trainings and the slots
///   that are there; absent where nothing was measured or nobody is there
public record Validation(
    List<Fault> faults, Optional<ExperimentSpec> spec, Optional<Double> estimatedHours) {
  public Validation {
    faults = List.copyOf(faults);
  }
}
