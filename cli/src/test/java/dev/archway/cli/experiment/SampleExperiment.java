package dev.archway.cli.experiment;

import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.space.GivenSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An experiment that runs.
public final class SampleExperiment {
  private SampleExperiment() {}

  public static ExperimentView of(UUID id, String name) {
    var spec =
        new ExperimentSpec(
            name,
            GivenSpace.of("mnasnet-small"),
            new ObjectiveSpec.Accuracy(),
            new ControllerSpec.Random(),
            Optional.empty(),
            new EvaluationSpec.Own(Optional.empty()),
            List.of(),
            10,
            Optional.empty(),
            1);
    return new ExperimentView(
        id,
        spec,
        ExperimentState.RUNNING,
        Optional.empty(),
        Map.of(),
        2,
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
