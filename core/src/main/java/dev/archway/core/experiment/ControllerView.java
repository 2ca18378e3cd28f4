package dev.archway.core.experiment;

import dev.archway.core.space.Decision;
import java.util.List;

/// What an experiment's controllers think, and how they came to it, as people and programs see it.
///
/// @param decisions what is asked, in the order of [ControllerSummary.Policy#decisions()]
/// @param arms the one that was asked for, or all
public record ControllerView(List<Decision> decisions, List<ArmView> arms) {
  public ControllerView {
    decisions = List.copyOf(decisions);
    arms = List.copyOf(arms);
  }

  /// One arm's controller.
  ///
  /// @param head its newest version, which is also the number of its updates
  /// @param updates a page of them, the newest last. There are more, after its last version, while
  ///   that is below `head`. Updates that an older release made are left out: they have no report.
  public record ArmView(Arm arm, ControllerSpec settings, int head, List<UpdateView> updates) {
    public ArmView {
      updates = List.copyOf(updates);
    }
  }
}
