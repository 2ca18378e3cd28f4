package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.Precision;
import dev.archway.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class OnnxNetworkIT {
  @Test
  void runsBatchesOfTheSizeAskedForOnSeveralThreads() throws Exception {
    try (var network =
        OnnxNetwork.load(Models.small(), new LatencySetting(Precision.FLOAT32, 2, 8))) {
      assertThatCode(network::run).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesBytesThatAreNoModel() {
    assertThatThrownBy(() -> OnnxNetwork.load(new byte[100], LatencySetting.SINGLE).close())
        .isInstanceOf(UnrunnableModelException.class)
        .hasMessageStartingWith("ONNX Runtime cannot run the model: ");
  }

  @Test
  void refusesHalfAModel() {
    var model = Models.small();
    var half = Arrays.copyOf(model, model.length / 2);

    assertThatThrownBy(() -> OnnxNetwork.load(half, LatencySetting.SINGLE).close())
        .isInstanceOf(UnrunnableModelException.class);
  }

  /// Latency is measured on initial weights, before any training. The fastest of a few timings in
  /// turn is compared, since whatever else runs on this machine only ever slows one down.
  @Test
  void latencyDoesNotDependOnTheValuesOfTheWeights() throws Exception {
    var protocol = new TimingProtocol(System::nanoTime, Canary.load());
    var first = new ArrayList<Double>();
    var second = new ArrayList<Double>();
    for (int i = 0; i < 3; i++) {
      first.add(median(protocol, OnnxModel.untrained(Models.mobileNet(), 1)));
      second.add(median(protocol, OnnxModel.untrained(Models.mobileNet(), 2)));
    }

    assertThat(Collections.min(first) / Collections.min(second)).isBetween(0.8, 1.25);
  }

  private static double median(TimingProtocol protocol, byte[] model) throws Exception {
    try (var network = OnnxNetwork.load(model, LatencySetting.SINGLE)) {
      var samples = protocol.time(network);
      return samples.stream()
          .map(Measurement.Sample::undisturbedMillis)
          .sorted()
          .toList()
          .get(samples.size() / 2);
    }
  }
}
