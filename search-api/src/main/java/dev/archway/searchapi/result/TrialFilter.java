package dev.archway.searchapi.result;

import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import java.util.Optional;

/// Which trials a list has.
record TrialFilter(Optional<TrialState> state, Optional<TrialOrigin> origin) {
  static final TrialFilter ALL = new TrialFilter(Optional.empty(), Optional.empty());

  boolean takes(TrialState itsState, TrialOrigin itsOrigin) {
    return state.filter(wanted -> wanted != itsState).isEmpty()
        && origin.filter(wanted -> wanted != itsOrigin).isEmpty();
  }
}
