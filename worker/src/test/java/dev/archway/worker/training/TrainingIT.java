package dev.archway.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.recipe.Optimizer;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.task.TrainingProgress;
import dev.archway.worker.data.RealData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingIT {
  private static final double CHANCE = 0.1;

  @TempDir Path folder;

  @Test
  void learnsToTellRealImagesApart() throws Exception {
    var watch = new Watch(Integer.MAX_VALUE);
    var result = train(network(0), recipe(2_000, 3, 0.05), 1, watch);

    assertThat(result)
        .isInstanceOfSatisfying(
            TrainingResult.Finished.class,
            finished -> {
              var epochs = finished.epochs();
              assertThat(epochs).extracting("epoch").containsExactly(1, 2, 3);
              assertThat(epochs.getLast().trainLoss())
                  .isLessThan(epochs.getFirst().trainLoss() - 0.1);
              assertThat(epochs.getLast().validationAccuracy()).isGreaterThan(2 * CHANCE);
              assertThat(epochs).allMatch(e -> e.imagesPerSecond() > 0);
            });
    assertThat(watch.seen)
        .filteredOn(p -> p.finishedEpoch().isPresent())
        .extracting(TrainingProgress::step)
        .containsExactly(62L, 124L, 186L);
  }

  @Test
  void theSameSeedGivesTheSameWeightsBitForBit() throws Exception {
    var one = finished(train(network(0.3), recipe(256, 2, 0.05), 5, new Watch(99)));
    var other = finished(train(network(0.3), recipe(256, 2, 0.05), 5, new Watch(99)));

    one.weights()
        .tensors()
        .forEach((name, values) ->
            assertThat(values).as(name).isEqualTo(other.weights().tensors().get(name)));
    assertThat(one.epochs().getLast().trainLoss()).isEqualTo(other.epochs().getLast().trainLoss());
  }

  /// 8 steps an epoch: in mid-epoch, after the last step of an epoch, and after the first of the
  /// next.
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 9, 15})
  void aTrainingTakenUpFromItsCheckpointEndsWithTheSameWeightsBitForBit(int step) throws Exception {
    var training = new Training(network(0.3), recipe(256, 2, 0.05), 5, RealData.cifar10());
    var undisturbed = finished(training.run(Optional.empty(), new Watch(99)));
    var watch = new Watch(99).interruptAfter(step);
    assertThat(training.run(Optional.empty(), watch)).isEqualTo(new TrainingResult.Cancelled());
    var file = folder.resolve("checkpoint.safetensors");
    CheckpointFile.write(network(0.3), Objects.requireNonNull(watch.checkpoint), file);

    var resumed = finished(training.resume(CheckpointFile.read(file), new Watch(99)));

    assertThat(CheckpointFile.read(file).step()).isEqualTo(step);
    undisturbed
        .weights()
        .tensors()
        .forEach((name, values) ->
            assertThat(resumed.weights().tensors().get(name)).as(name).isEqualTo(values));
    assertThat(resumed.epochs())
        .usingRecursiveComparison()
        .ignoringFields("imagesPerSecond")
        .isEqualTo(undisturbed.epochs());
  }

  @Test
  void whatIsEnoughAfterAnEpochIsTakenForTheEnd() throws Exception {
    var ended = finished(train(network(0), recipe(256, 3, 0.05), 5, new Watch(99).enoughAfter(1)));
    var whole = finished(train(network(0), recipe(256, 3, 0.05), 5, new Watch(99)));

    assertThat(ended.epochs())
        .usingRecursiveComparison()
        .ignoringFields("imagesPerSecond")
        .isEqualTo(whole.epochs().subList(0, 1));
  }

  @Test
  void refusesToGoOnFromTheCheckpointOfAnotherTraining() throws Exception {
    var watch = new Watch(99).interruptAfter(2);
    train(network(0), recipe(256, 1, 0.05), 5, watch);
    var other = new Training(network(0), recipe(256, 1, 0.05), 6, RealData.cifar10());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.resume(Objects.requireNonNull(watch.checkpoint), new Watch(99)))
        .withMessageContaining("step 2 of another training")
        .withMessageContaining("seed 5");
  }

  @Test
  void anotherSeedGivesOtherWeights() throws Exception {
    var one = finished(train(network(0), recipe(256, 1, 0.05), 5, new Watch(99)));
    var other = finished(train(network(0), recipe(256, 1, 0.05), 6, new Watch(99)));

    assertThat(one.weights().tensors().get("classifier.weight"))
        .isNotEqualTo(other.weights().tensors().get("classifier.weight"));
  }

  @Test
  void saysThatATrainingDivergedAndWhere() throws Exception {
    var builder = new NetworkBuilder("unnormalized", new FeatureShape(3, 32, 32), 10);
    var last = Network.INPUT;
    for (int i = 0; i < 4; i++) {
      last = builder.add("conv" + i, new Layer.Convolution(16, 3, 3, 2, 1, 1, true), last);
    }
    last = builder.add("pool", new Layer.GlobalAveragePooling(), last);
    var network = builder.build(builder.add("classifier", new Layer.Linear(10), last));

    assertThat(train(network, recipe(1_024, 1, 99), 1, new Watch(99)))
        .isInstanceOfSatisfying(
            TrainingResult.Diverged.class,
            diverged -> assertThat(diverged.reason()).startsWith("Training diverged: the loss is"));
  }

  @Test
  void stopsBetweenStepsWhenNobodyWantsTheResult() throws Exception {
    var watch = new Watch(3);

    assertThat(train(network(0), recipe(1_024, 1, 0.05), 1, watch))
        .isEqualTo(new TrainingResult.Cancelled());
    assertThat(watch.asked).isEqualTo(4);
  }

  @Test
  void refusesANetworkForOtherImages() throws Exception {
    var builder = new NetworkBuilder("gray", new FeatureShape(1, 28, 28), 10);
    var pooled = builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
    var network = builder.build(builder.add("classifier", new Layer.Linear(10), pooled));
    var source = RealData.cifar10();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Training(network, recipe(64, 1, 0.05), 1, source))
        .withMessage(
            "Network gray takes 1x28x28 and tells 10 classes apart, but data set cifar-10 has"
                + " 3x32x32 and 10.");
  }

  private static TrainingResult train(Network network, Recipe recipe, long seed, Watch watch)
      throws Exception {
    return new Training(network, recipe, seed, RealData.cifar10()).run(Optional.empty(), watch);
  }

  private static TrainingResult.Finished finished(TrainingResult result) {
    assertThat(result).isInstanceOf(TrainingResult.Finished.class);
    return (TrainingResult.Finished) result;
  }

  private static Network network(double dropout) {
    var builder = new NetworkBuilder("small", new FeatureShape(3, 32, 32), 10);
    var last = Network.INPUT;
    for (int stage = 1; stage <= 3; stage++) {
      last =
          builder.convolutionBnActivation(
              "stage" + stage,
              Layer.Convolution.square(8 * stage, 3, 2),
              Layer.Activation.Function.RELU,
              last);
    }
    last = builder.add("pool", new Layer.GlobalAveragePooling(), last);
    if (dropout > 0) {
      last = builder.add("dropout", new Layer.Dropout(dropout), last);
    }
    return builder.build(builder.add("classifier", new Layer.Linear(10), last));
  }

  private static Recipe recipe(int images, int epochs, double rate) {
    var demo = Recipe.demo("cifar-10");
    return new Recipe(
        "cifar-10",
        images,
        500,
        0,
        epochs,
        32,
        new Optimizer.Sgd(rate, 0.9, true, 5e-4),
        demo.schedule(),
        demo.augmentation(),
        0.1);
  }

  /// Cancels after it was asked so often.
  private static final class Watch implements TrainingWatch {
    private final List<TrainingProgress> seen = new ArrayList<>();
    private int patience;
    private int asked;
    private int checkpointAfter = Integer.MAX_VALUE;
    private int steps;
    private int enoughAfter = Integer.MAX_VALUE;
    private @Nullable Checkpoint checkpoint;

    Watch(int patience) {
      this.patience = patience;
    }

    @Override
    public void progress(TrainingProgress progress) {
      seen.add(progress);
    }

    /// Wants no more than so many epochs.
    Watch enoughAfter(int epochs) {
      enoughAfter = epochs;
      return this;
    }

    /// Asks for a checkpoint after so many steps, and cancels then.
    Watch interruptAfter(int step) {
      checkpointAfter = step;
      return this;
    }

    @Override
    public boolean checkpointWanted() {
      return ++steps == checkpointAfter;
    }

    @Override
    public void checkpoint(Checkpoint wanted) {
      checkpoint = wanted;
      patience = 0;
    }

    @Override
    public boolean cancelled() {
      asked++;
      return asked > patience;
    }

    @Override
    public boolean enough() {
      return seen.stream().filter(p -> p.finishedEpoch().isPresent()).count() >= enoughAfter;
    }

    @Override
    public long pausedNanos() {
      return 0;
    }
  }
}
