package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.Arm;

/// The newest policy version of each arm, which is also the number of its updates.
public record Heads(int search, int control) {
  static final Heads START = new Heads(0, 0);

  public int of(Arm arm) {
    return switch (arm) {
      case SEARCH -> search;
      case CONTROL -> control;
    };
  }

  Heads withUpdate(Arm arm) {
    return switch (arm) {
      case SEARCH -> new Heads(search + 1, control);
      case CONTROL -> new Heads(search, control + 1);
    };
  }
}
