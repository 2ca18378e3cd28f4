package dev.archway.client;

import dev.archway.core.experiment.ExperimentState;
import java.util.Optional;

/// Which experiments a list has.
///
/// @param text somewhere in name or notes, whatever the case
/// @param archived whether it has the archived ones, too
public record ExperimentFilter(
    Optional<ExperimentState> state,
    Optional<String> tag,
    Optional<String> text,
    boolean archived) {
  static final ExperimentFilter NOT_ARCHIVED =
      new ExperimentFilter(Optional.empty(), Optional.empty(), Optional.empty(), false);

  /// Those whose name or notes have a text in them, the archived ones among them.
  public static ExperimentFilter withText(String text) {
    return new ExperimentFilter(Optional.empty(), Optional.empty(), Optional.of(text), true);
  }
}
