package dev.archway.core.experiment;

/// Ends hopeless trainings early (the median stopping rule of Vizier, Golovin et al. 2017, section
/// 3.2.2): after an epoch, a training whose validation accuracy is below the median of what the
/// experiment's completed trainings had on average up to that epoch trains for one epoch more and
/// is taken for what it is then. Baselines, and what users queue, are never ended.
///
/// @param afterEpochs none is ended before so many
/// @param trials none is ended before so many others have completed as many epochs
public record MedianRule(int afterEpochs, int trials) {
  /// What people want who want the rule.
  public static final MedianRule USUAL = new MedianRule(1, 5);

  private static final int MOST = 1_000_000;

  public MedianRule {
    require(afterEpochs, "afterEpochs");
    require(trials, "trials");
  }

  private static void require(int value, String field) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          "A median rule's %s lies in 1..%d, but is %d.".formatted(field, MOST, value));
    }
  }
}
