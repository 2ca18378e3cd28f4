package dev.archway.controller;

import dev.archway.core.recipe.Recipe;

/// A training that starts from another trial's weights.
///
/// @param parentTrial the number of that trial in the same experiment
public record Start(int parentTrial, Recipe recipe) {
  public Start {
    if (parentTrial < 1) {
      throw new IllegalArgumentException(
          "Trials are numbered from 1, but the parent is " + parentTrial + ".");
    }
  }
}
