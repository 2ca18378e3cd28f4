package dev.archway.core.experiment;

/// A part of an experiment's trials that another controller proposes, so that the experiment itself
/// says whether its controller found more than chance would have (Li and Talwalkar 2019; Yu et al.
/// 2020).
///
/// @param share of the trials, spread evenly over the experiment
/// @param controller `random` for that question; `evolution` for the harder one
public record ControlArm(double share, ControllerSpec controller) {
  /// More than half, and the control arm would be the experiment.
  private static final double MOST = 0.5;

  public ControlArm {
    if (!(share > 0 && share <= MOST)) {
      throw new IllegalArgumentException(
          "A control arm's share of the trials lies in (0, 0.5], but is " + share + ".");
    }
    switch (controller) {
      case ControllerSpec.Random _, ControllerSpec.Evolution _ -> {}
      case RnnSpec _, ControllerSpec.LocalSearch _ ->
          throw new IllegalArgumentException(
              "A control arm's controller is random or evolution, but is %s."
                  .formatted(controller));
    }
  }

  /// Whether it proposes the next trial.
  ///
  /// @param proposed how many trials both arms have proposed so far
  public boolean isNext(int proposed) {
    return StrictMath.floor((proposed + 1) * share) > StrictMath.floor(proposed * share);
  }
}
