package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir private Path folder;

  @Test
  void isMadeWhereItIsMissing() throws IOException {
    var inside = folder.resolve("a/b");
    try (var home = Home.take(inside)) {
      assertThat(home.folder()).isEqualTo(inside).isDirectory();
    }
  }

  @Test
  void isHeldByOneAtATimeAndNamesItsHolder() throws IOException {
    try (var _ = Home.take(folder)) {
      assertThatThrownBy(() -> Home.take(folder))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("in use by another Archway, process " + own())
          .hasMessageContaining(folder.toString());
    }
  }

  private static long own() {
    return ProcessHandle.current().pid();
  }

  @Test
  void canBeTakenAgainOnceItWasLetGo() throws IOException {
    Home.take(folder).close();
    try (var again = Home.take(folder)) {
      assertThat(again.folder()).isEqualTo(folder);
    }
  }

  @Test
  void refusesAFileInPlaceOfAFolder() throws IOException {
    var file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> Home.take(file))
        .isInstanceOf(Refusal.class)
        .hasMessage("The home " + file + " is not a folder.");
  }

  @Test
  void refusesAFolderThatCannotBeMade() throws IOException {
    var beneathAFile = Files.createFile(folder.resolve("file")).resolve("home");
    assertThatThrownBy(() -> Home.take(beneathAFile))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be written to")
        .hasMessageContaining("--home");
  }
}
