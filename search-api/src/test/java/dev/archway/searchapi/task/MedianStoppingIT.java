package dev.archway.searchapi.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.MedianRule;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TrainingProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Trainings of five epochs, of which two have completed with accuracies of 0.3, 0.4, 0.5, ...
class MedianStoppingIT extends LeasedExperiment {
  private static final int EPOCHS = 5;

  @BeforeEach
  void completeTwo() {
    experiment = client.experiments().create(withRule(new MedianRule(1, 2))).id();
    for (var baseline : List.of(claim(), claim())) {
      assertThat(trial(baseline).name()).isPresent();
      assertThat(told(baseline, 1, 0.01).enough()).as("of a baseline").isEmpty();
      report(baseline, EPOCHS);
    }
  }

  @Test
  void aTrainingBelowTheMedianIsEnoughAndIsTakenForWhatItIs() {
    var hopeless = claim();

    assertThat(told(hopeless, 1, 0.29).enough())
        .hasValue("After epoch 1 its accuracy is 29.0 %; the median of 2 trainings was 30.0 %.");
    report(hopeless, 2);

    var ended = trial(hopeless);
    assertThat(ended.state()).isEqualTo(TrialState.COMPLETED);
    assertThat(ended.accuracy()).hasValue(0.4);
    assertThat(ended.reason().orElseThrow()).contains("2 of 5 epochs");
  }

  @Test
  void oneAboveTheMedianGoesOn() {
    var good = claim();

    assertThat(told(good, 1, 0.31)).isEqualTo(new LeaseAnswer(false));
    assertThat(told(good, 2, 0.36))
        .as("above the average of 0.3 and 0.4")
        .isEqualTo(new LeaseAnswer(false));
  }

  @Test
  void theLastEpochButOneIsTooLate() {
    assertThat(told(claim(), EPOCHS - 1, 0.01).enough()).isEmpty();
  }

  private ExperimentSpec withRule(MedianRule rule) {
    var spec =
        evaluators.spec(
            10, new ControllerSpec.Random(), Optional.empty(), new ObjectiveSpec.Accuracy());
    var usual = spec.recipe().orElseThrow();
    var recipe =
        new Recipe(
            usual.dataset(),
            usual.trainImages(),
            usual.validationImages(),
            usual.splitSeed(),
            EPOCHS,
            usual.batchSize(),
            usual.optimizer(),
            usual.schedule(),
            usual.augmentation(),
            usual.labelSmoothing());
    return new ExperimentSpec(
        spec.name(),
        spec.space(),
        spec.objective(),
        spec.controller(),
        spec.control(),
        new EvaluationSpec.Training(recipe, Optional.of(rule)),
        spec.baselines(),
        spec.budget(),
        spec.parallelism(),
        spec.seed(),
        spec.priority(),
        spec.notes(),
        spec.tags(),
        spec.webhook());
  }

  private Lease claim() {
    return client
        .leases()
        .claim(
            new ClaimRequest(
                "simulated-worker",
                List.of(TaskKind.TRAIN),
                Optional.empty(),
                Optional.of(experiment),
                1,
                10))
        .getFirst();
  }

  private LeaseAnswer told(Lease lease, int epoch, double accuracy) {
    return client
        .leases()
        .progress(
            lease,
            new TrainingProgress(
                epoch, EPOCHS, 100, Optional.of(new EpochMetrics(epoch, 1.5, accuracy, 100))));
  }

  private void report(Lease lease, int epochs) {
    var metrics = new ArrayList<EpochMetrics>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      metrics.add(new EpochMetrics(epoch, 1.5, 0.2 + epoch / 10.0, 100));
    }
    client.leases().report(lease, new TaskOutcome.Trained(metrics, List.of()));
  }
}
