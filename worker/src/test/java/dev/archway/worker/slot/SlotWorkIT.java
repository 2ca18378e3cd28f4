package dev.archway.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.host.DiskRoom;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.TrainingProgress;
import dev.archway.core.weights.Weights;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.worker.data.DataPlaces;
import dev.archway.worker.data.RealData;
import dev.archway.worker.training.Checkpoint;
import dev.archway.worker.training.TrainingWatch;
import dev.archway.worker.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is to blame when a slot cannot do what it was told.
class SlotWorkIT {
  private static final Network NETWORK =
      MobileNetV2.cifar(0.25).expand(Dataset.CIFAR_10.image(), 10);

  private static final DataPlaces PLACES =
      new DataPlaces(Optional.of(RealData.folder()), RealData.folder());

  @TempDir Path folder;
  private final SlotWork work = new SlotWork(PLACES);

  @Test
  void aDataSetThatNobodyKnowsIsTheUsersError() throws Exception {
    var answer = work.train(train(NETWORK, recipe("mnist", 128)), new Watch());

    assertUserError(answer, "There is no data set 'mnist'");
  }

  @Test
  void aRecipeForMoreImagesThanThereAreIsTheUsersError() throws Exception {
    var answer = work.train(train(NETWORK, recipe("cifar-10", 50_000)), new Watch());

    assertUserError(answer, "50000 training and 250 validation images");
  }

  @Test
  void aNetworkForOtherImagesIsTheUsersError() throws Exception {
    var large = MobileNetV2.cifar(0.25).expand(new FeatureShape(3, 64, 64), 10);

    assertUserError(
        work.train(train(large, recipe("cifar-10", 128)), new Watch()), "but data set cifar-10");
  }

  @Test
  void weightsOfAnotherNetworkAreTheUsersError() throws Exception {
    var file = weights(MobileNetV2.cifar(0.5).expand(Dataset.CIFAR_10.image(), 10));

    assertUserError(
        work.test(new SlotCommand.Test(NETWORK, "cifar-10", file), new Watch()),
        "Weights should hold");
    assertUserError(
        work.train(train(NETWORK, recipe("cifar-10", 128), Optional.of(file)), new Watch()),
        "Weights should hold");
  }

  @Test
  void anIllegalArgumentThatNobodyAskedForIsAFaultOfOursAndMayBeTriedAgain() throws Exception {
    var broken =
        new Watch() {
          @Override
          public boolean cancelled() {
            throw new IllegalArgumentException("a bug");
          }
        };

    assertOurs(work.train(train(NETWORK, recipe("cifar-10", 128)), broken));
    assertOurs(work.test(new SlotCommand.Test(NETWORK, "cifar-10", weights(NETWORK)), broken));
  }

  @Test
  void aTrainingThatCannotBeSavedWaitsForSpaceAndIsNotLost() throws Exception {
    // A folder in the place of the file stands for a disk that takes no file.
    var obstacle = Files.createDirectory(folder.resolve("weights.safetensors"));
    var looked = new Semaphore(0);
    var free = new AtomicLong();
    var waiting =
        new SlotWork(
            PLACES,
            named ->
                new DiskRoom(
                    named.toString(),
                    () -> {
                      looked.release();
                      return free.get();
                    }));
    try (var thread = Executors.newSingleThreadExecutor()) {
      var answer =
          thread.submit(() -> waiting.train(train(NETWORK, recipe("cifar-10", 128)), new Watch()));
      looked.acquire(3);
      assertThat(answer).isNotDone();

      Files.delete(obstacle);
      free.set(Long.MAX_VALUE);

      assertThat(answer.get()).isInstanceOf(SlotEvent.Trained.class);
    }
    assertThat(obstacle).isRegularFile();
  }

  @Test
  void aTrainingThatCannotBeSavedThoughThereIsSpaceHasFailed() throws Exception {
    Files.createDirectory(folder.resolve("weights.safetensors"));

    assertThat(work.train(train(NETWORK, recipe("cifar-10", 128)), new Watch()))
        .isInstanceOfSatisfying(
            SlotEvent.Failed.class,
            failed -> assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE));
  }

  private static void assertUserError(SlotEvent answer, String reason) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            SlotEvent.Failed.class,
            failed -> {
              assertThat(failed.category()).isEqualTo(FailureCategory.USER_ERROR);
              assertThat(failed.reason()).contains(reason);
            });
  }

  private static void assertOurs(SlotEvent answer) {
    assertThat(answer)
        .isEqualTo(
            new SlotEvent.Failed(
                FailureCategory.INFRASTRUCTURE, "java.lang.IllegalArgumentException: a bug"));
  }

  private String weights(Network network) throws IOException {
    var file = folder.resolve("weights.safetensors");
    Safetensors.write(network, Weights.initial(network, 1), file);
    return file.toString();
  }

  private SlotCommand.Train train(Network network, Recipe recipe) {
    return train(network, recipe, Optional.empty());
  }

  private SlotCommand.Train train(Network network, Recipe recipe, Optional<String> start) {
    return new SlotCommand.Train(network, recipe, 1, start, Optional.empty(), folder.toString());
  }

  private static Recipe recipe(String dataset, int images) {
    return Recipe.demo(dataset).withImages(images, 250);
  }

  private static class Watch implements TrainingWatch {
    @Override
    public void progress(TrainingProgress progress) {}

    @Override
    public boolean checkpointWanted() {
      return false;
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {}

    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public boolean enough() {
      return false;
    }

    @Override
    public long pausedNanos() {
      return 0;
    }
  }
}
