package dev.archway.core.experiment;

/// Whether an experiment's controller found better networks than its control arm, as people and
/// programs see it.
///
/// @param words what the rewards say, by a permutation test at 5 % of the best twentieth, or the
///   best five where that is more
/// @param text the same in a sentence, with the figures
/// @param tried different networks with a reward that the experiment's controller proposed
/// @param control different networks with a reward that its control arm proposed
/// @param best the best network of each
/// @param bestFive the mean of the best five
public record VerdictView(
    Words words, String text, int tried, int control, Place best, Place bestFive) {

  /// What may be said.
  public enum Words {
    AHEAD,
    NOT_DISTINGUISHABLE,
    BEHIND,
    TOO_FEW_CONTROL_TRIALS
  }

  /// Where the search stands among searches by the control arm's controller that try as many
  /// networks.
  ///
  /// @param value the reward that the search reached
  /// @param percentile 0..100: the share of such searches that it beats
  /// @param difference to what such a search reaches on average
  /// @param low lower end of the difference's 95 % interval
  /// @param high upper end
  public record Place(
      double value, double percentile, double difference, double low, double high) {}
}
