package dev.archway.core.experiment;

/// Who proposes a trial: an experiment with a control arm has two controllers, which do not see
/// each other's trials.
public enum Arm {
  /// The experiment's own controller.
  SEARCH(TrialOrigin.CONTROLLER),
  /// What it is held against, under the same recipe and on the same device.
  CONTROL(TrialOrigin.CONTROL);

  private final TrialOrigin origin;

  Arm(TrialOrigin origin) {
    this.origin = origin;
  }

  public TrialOrigin origin() {
    return origin;
  }
}
