package dev.archway.worker.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.worker.data.RealData;
import dev.archway.worker.slot.SlotCommand;
import dev.archway.worker.slot.SlotEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotProcessIT {
  @TempDir Path folder;

  @Test
  void endsInMidTrainingWhenItsSupervisorIsGone() throws Exception {
    var slot = new SlotLauncher(new LeftoverSlots(folder), Optional.of(RealData.folder())).start();
    try {
      slot.send(
          new SlotCommand.Train(
              MobileNetV2.cifar(0.25).expand(Dataset.CIFAR_10.image(), 10),
              Recipe.demo("cifar-10"),
              1,
              Optional.empty(),
              folder.toString()));
      assertThat(slot.next(Duration.ofMinutes(2))).get().isInstanceOf(SlotEvent.Reached.class);

      slot.process().getOutputStream().close();

      assertThat(slot.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(slot.process().exitValue()).isZero();
    } finally {
      slot.kill();
    }
  }
}
