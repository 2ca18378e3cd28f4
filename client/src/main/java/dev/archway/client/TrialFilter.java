package dev.archway.client;

import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import java.util.Optional;

/// Which trials a list has.
public record TrialFilter(Optional<TrialState> state, Optional<TrialOrigin> origin) {
  public static final TrialFilter ALL = new TrialFilter(Optional.empty(), Optional.empty());

  Query in(Query query) {
    return query.with("state", state).with("origin", origin);
  }
}
