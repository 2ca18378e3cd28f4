package dev.archway.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.network.Network;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.space.Spaces;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReaderContractIT {
  private static final int SAMPLES = 20;

  static List<NetworkSpace> spaces() {
    return Spaces.all();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spaces")
  void sampledNetworksTrainAndScoreInOnnxRuntimeAsInDjl(NetworkSpace space) throws Exception {
    for (var network : ReaderContract.samples(space, SAMPLES)) {
      assertThat(ReaderContract.differenceAfterAStep(network))
          .as(network.toString())
          .isLessThan(ReaderContract.TOLERANCE);
    }
  }

  static Stream<Network> zoo() {
    return ReaderContract.zoo().stream();
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void networksOfTheZooTrainAndScoreInOnnxRuntimeAsInDjl(Network network) throws Exception {
    assertThat(ReaderContract.differenceAfterAStep(network)).isLessThan(ReaderContract.TOLERANCE);
  }
}
