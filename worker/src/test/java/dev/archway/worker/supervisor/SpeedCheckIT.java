package dev.archway.worker.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.worker.data.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedCheckIT {
  @TempDir Path folder;

  @Test
  void trainsInAllSlotsAndLeavesNothingBehind() throws Exception {
    assertThat(check(2).imagesPerSecond(network(Dataset.CIFAR_10.classes().size()))).isPositive();

    assertThat(left()).isEmpty();
  }

  @Test
  void saysWhyANetworkCannotBeTrained() throws Exception {
    var check = check(1);

    assertThatThrownBy(() -> check.imagesPerSecond(network(7)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tells 7 classes apart");
    assertThat(left()).isEmpty();
  }

  private SpeedCheck check(int slots) {
    var check = new SpeedCheck();
    check.dataset = "cifar-10";
    check.data = RealData.folder();
    check.slots = slots;
    check.work = folder;
    return check;
  }

  private List<Path> left() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Network network(int classes) {
    return MobileNetV2.cifar(0.25).expand(Dataset.CIFAR_10.image(), classes);
  }
}
