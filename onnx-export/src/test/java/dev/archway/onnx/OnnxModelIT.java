package dev.archway.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.Spaces;
import dev.archway.core.transformation.BatchNormFolding;
import dev.archway.core.zoo.MobileNetV2;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelIT {
  private static final FeatureShape CIFAR_IMAGE = new FeatureShape(3, 32, 32);

  @Test
  void foldedMobileNetV2ComputesWhatTheSearchedNetworkDoes() throws OrtException {
    var network = MobileNetV2.cifar(0.25).expand(CIFAR_IMAGE, 10);
    var weights = Randomly.weights(network, 3);
    var images = Randomly.images(network, 1, 4);

    try (var session = new RuntimeSession(OnnxModel.trained(network, weights, Dataset.CIFAR_10))) {
      OnnxWriterIT.assertScores(network, weights, images, session.scores(network, images));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void foldingChangesNoScoreOfASampledNetwork(long seed) throws OrtException {
    var space = Spaces.mnasnetSmall();
    var choices = space.decisions().sample(new SplittableRandom(seed));
    var network = space.decode(choices).expand(CIFAR_IMAGE, 10);
    var weights = Randomly.weights(network, seed);
    var images = Randomly.images(network, 2, seed);
    var plain = OnnxWriter.write(network, weights, ModelDescription.untrained(network));

    try (var unfolded = new RuntimeSession(plain);
        var folded = new RuntimeSession(OnnxModel.trained(network, weights, Dataset.CIFAR_10))) {
      var scores = folded.scores(network, images);
      assertThat(scores).hasDimensions(2, 10);
      var expected = unfolded.scores(network, images);
      for (int i = 0; i < scores.length; i++) {
        for (int c = 0; c < scores[i].length; c++) {
          assertThat(scores[i][c])
              .isCloseTo(expected[i][c], within(1e-4f * Math.max(1, Math.abs(expected[i][c]))));
        }
      }
    }
    assertThat(BatchNormFolding.fold(network, weights).network().nodes())
        .hasSizeLessThan(network.nodes().size());
  }

  @Test
  void untrainedModelRunsAtAnyBatchSize() throws OrtException {
    var network = MobileNetV2.cifar(0.5).expand(CIFAR_IMAGE, 10);

    try (var session = new RuntimeSession(OnnxModel.untrained(network, 1))) {
      for (int batch : new int[] {1, 5}) {
        assertThat(session.scores(network, Randomly.images(network, batch, 1)))
            .hasDimensions(batch, 10);
      }
    }
  }

  @Test
  void runtimeReadsHowToFeedTheModel() throws OrtException {
    var network = MobileNetV2.cifar(0.5).expand(CIFAR_IMAGE, 10);
    var model = OnnxModel.trained(network, Randomly.weights(network, 1), Dataset.CIFAR_10);

    try (var session = new RuntimeSession(model)) {
      assertThat(session.metadata())
          .containsEntry("archway.input.layout", "NCHW")
          .containsEntry("archway.input.shape", "3,32,32")
          .containsEntry("archway.input.mean", "0.4914,0.4822,0.4465")
          .containsEntry("archway.input.deviation", "0.247,0.2435,0.2616")
          .containsEntry(
              "archway.classes", "airplane,automobile,bird,cat,deer,dog,frog,horse,ship,truck")
          .containsEntry("archway.network", NetworkHash.of(network).hex())
          .containsEntry("archway.weights", "trained");
    }
  }
}
