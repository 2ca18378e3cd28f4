package dev.archway.worker.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.worker.data.RealData;
import dev.archway.worker.slot.SlotCommand;
import dev.archway.worker.slot.SlotEvent;
import dev.archway.worker.slot.SlotMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotProcessIT {
  private static final int BATCH = 32;

  /// 128 + SIGABRT, by which a JVM ends once it has reported a crash.
  private static final int ABORTED = 134;

  private static final int STEPS = 40;

  @TempDir Path folder;
  private final List<SlotProcess> started = new ArrayList<>();

  @Test
  @Tag("kills")
  void endsInMidTrainingWhenItsSupervisorIsGone() throws Exception {
    var slot = new SlotLauncher(new LeftoverSlots(folder), Optional.of(RealData.folder())).start();
    try {
      slot.send(
          new SlotCommand.Train(
              network(),
              Recipe.demo("cifar-10"),
              1,
              Optional.empty(),
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

  /// A crash in native code: the JVM's report goes to standard output and to a file.
  @Test
  void leavesACrashedSlotToItsReportAndItsStatus() throws Exception {
    var slot = start();
    slot.send(train(Optional.empty(), "crashed"));
    assertThat(slot.next(Duration.ofMinutes(2))).get().isInstanceOf(SlotEvent.Reached.class);

    new ProcessBuilder("kill", "-SEGV", "" + slot.process().pid()).start().waitFor();

    assertThat(slot.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(slot.process().exitValue()).isEqualTo(ABORTED);
    assertThat(folder.resolve("crash-" + slot.process().pid() + ".log"))
        .content()
        .contains("SIGSEGV")
        .endsWith("END.\n");
  }

  @Test
  void understandsASlotWhoseLocaleHasAsciiOnly() throws Exception {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SlotMain.class.getName());
    builder.environment().put("LC_ALL", "C");
    var slot = new SlotProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    started.add(slot);

    slot.send(new SlotCommand.Test(network(), "größer-als-小", "weights"));

    assertThat(slot.next(Duration.ofMinutes(2)).orElseThrow())
        .isInstanceOfSatisfying(
            SlotEvent.Failed.class,
            failed ->
                assertThat(failed.reason()).startsWith("There is no data set 'größer-als-小'"));
  }

  @Test
  @Tag("kills")
  void aTrainingThatAnotherProcessTakesUpEndsWithTheSameFilesByteForByte() throws Exception {
    var undisturbed = trained(start(), train(Optional.empty(), "undisturbed"));
    var killed = start();
    killed.send(train(Optional.empty(), "killed"));
    killed.send(new SlotCommand.Checkpoint());
    var checkpoint = until(killed, SlotEvent.Checkpointed.class);
    killed.kill();

    var resumed = trained(start(), train(Optional.of(checkpoint.file()), "resumed"));

    assertThat(checkpoint.step()).isBetween(1L, STEPS - 1L);
    assertThat(Path.of(resumed.weights())).hasSameBinaryContentAs(Path.of(undisturbed.weights()));
    assertThat(resumed.epochs().getFirst().trainLoss())
        .isEqualTo(undisturbed.epochs().getFirst().trainLoss());
    assertThat(resumed.epochs().getFirst().validationAccuracy())
        .isEqualTo(undisturbed.epochs().getFirst().validationAccuracy());
  }

  private static Network network() {
    return MobileNetV2.cifar(0.25).expand(Dataset.CIFAR_10.image(), 10);
  }

  private SlotProcess start() throws IOException {
    var slot = new SlotLauncher(new LeftoverSlots(folder), Optional.of(RealData.folder())).start();
    started.add(slot);
    return slot;
  }

  @AfterEach
  void kill() {
    started.forEach(SlotProcess::kill);
  }

  private SlotCommand train(Optional<String> checkpoint, String name) throws IOException {
    var recipe = Recipe.demo("cifar-10").withImages(STEPS * BATCH, 250);
    return new SlotCommand.Train(
        network(),
        recipe,
        1,
        Optional.empty(),
        checkpoint,
        Files.createDirectory(folder.resolve(name)).toString());
  }

  private static SlotEvent.Trained trained(SlotProcess slot, SlotCommand train) throws Exception {
    slot.send(train);
    return until(slot, SlotEvent.Trained.class);
  }

  private static <T extends SlotEvent> T until(SlotProcess slot, Class<T> kind) throws Exception {
    while (true) {
      var event = slot.next(Duration.ofMinutes(2)).orElseThrow();
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
  }
}
