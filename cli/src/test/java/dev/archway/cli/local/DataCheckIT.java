package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.cli.terminal.Refusal;
import dev.archway.core.recipe.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckIT {
  @TempDir private Path folder;
  private Home home;
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void takeHome() {
    home = Home.take(folder);
  }

  @AfterEach
  void leaveHome() throws IOException {
    home.close();
  }

  private DataCheck worker(String script) {
    return new DataCheck(
        new Installation() {
          @Override
          public String classPath(Program program) {
            return "";
          }

          @Override
          public List<String> command(Program program, List<String> arguments) {
            asked.addAll(arguments);
            return List.of("/bin/sh", "-c", script);
          }
        },
        home);
  }

  @Test
  void findsTheRealImagesWhereTheWorkerDoes() {
    var answer =
        "{\"dataset\":\"cifar-10\",\"real\":true,\"trainImages\":50000,\"testImages\":10000,"
            + "\"folder\":\"there\"}";
    var found = worker("echo '" + answer + "'").find(Optional.of(folder.resolve("images")), true);
    assertThat(found).isEqualTo(new DataCheck.Found(Dataset.CIFAR_10, Optional.empty()));
    assertThat(asked)
        .containsExactly(
            "data-check",
            "--dataset",
            "cifar-10",
            "--data",
            folder.resolve("images").toString(),
            "--fetch");
  }

  @Test
  void refusesADamagedFolderInTheWorkersWords() {
    var check = worker("echo 'noise' >&2; echo 'test_batch.bin has 3 bytes.' >&2; exit 2");
    assertThatThrownBy(() -> check.find(Optional.of(folder), true))
        .isInstanceOf(Refusal.class)
        .hasMessage("test_batch.bin has 3 bytes.");
  }

  @Test
  void keepsWhatTheWorkerGuessesAtTogetherWithWhatItSaw() {
    var check = worker("printf 'noise\\nNothing there.\\nMaybe it is elsewhere.\\n' >&2; exit 2");
    assertThatThrownBy(() -> check.find(Optional.of(folder), true))
        .hasMessage("Nothing there.\nMaybe it is elsewhere.");
  }

  @Test
  void goesOnWithGeneratedImagesWhereTheRealOnesCannotBeHad() {
    var found = worker("echo 'No network.' >&2; exit 3").find(Optional.empty(), true);
    assertThat(found).isEqualTo(new DataCheck.Found(Dataset.GENERATED, Optional.of("No network.")));
  }

  @Test
  void namesTheLogOfACheckThatBroke() {
    var check = worker("exit 99");
    assertThatThrownBy(() -> check.find(Optional.empty(), false))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("data-check.log");
  }
}
