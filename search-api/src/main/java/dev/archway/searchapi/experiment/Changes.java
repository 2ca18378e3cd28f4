package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.Fault;
import dev.archway.searchapi.problem.ProblemType;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What of an experiment may change while it runs. The rest decides what its results mean, and
/// stays as it was.
@Component
class Changes {
  /// In any state.
  private static final List<String> DESCRIPTION = List.of("name", "notes", "tags", "webhook");

  /// As long as there is something to decide.
  private static final List<String> COURSE = List.of("budget", "priority", "parallelism");

  private final Drafts drafts;
  private final JsonMapper json;

  Changes(Drafts drafts, JsonMapper json) {
    this.drafts = drafts;
    this.json = json;
  }

  /// The settings after a merge patch; refused with all that is at fault.
  ExperimentSpec apply(ExperimentSpec spec, Standing standing, ObjectNode patch) {
    var fixed =
        patch.propertyNames().stream()
            .filter(name -> !DESCRIPTION.contains(name) && !COURSE.contains(name))
            .map(name -> new Fault(name, name + " cannot be changed; make a clone of it"))
            .toList();
    if (!fixed.isEmpty()) {
      throw ProblemType.INVALID_REQUEST.listing(fixed);
    }
    var late = patch.propertyNames().stream().filter(COURSE::contains).toList();
    if (standing.state().ended() && !late.isEmpty()) {
      throw ProblemType.WRONG_STATE.because(
          "The experiment is %s: %s cannot be changed any more."
              .formatted(standing.state(), String.join(", ", late)));
    }
    ObjectNode tree = json.valueToTree(spec);
    tree.remove("trials");
    return drafts.read(MergePatch.apply(tree, patch));
  }
}
