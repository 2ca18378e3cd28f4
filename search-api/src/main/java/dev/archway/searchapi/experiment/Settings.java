package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.space.SearchSpace;
import org.jspecify.annotations.Nullable;

/// One version of what was asked for in an experiment, with the space that it means, which is read
/// once: proposals, and work that is handed out, ask for it hundreds of times a second.
public final class Settings {
  private final ExperimentSpec spec;
  private volatile @Nullable SearchSpace space;

  public Settings(ExperimentSpec spec) {
    this.spec = spec;
  }

  /// What was asked for.
  public ExperimentSpec spec() {
    return spec;
  }

  /// The space to search.
  public SearchSpace space() {
    var read = space;
    if (read == null) {
      read = spec.space().space();
      space = read;
    }
    return read;
  }
}
