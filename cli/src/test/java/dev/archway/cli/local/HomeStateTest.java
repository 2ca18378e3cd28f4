package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeStateTest {
  @TempDir private Path folder;

  @Test
  void leavesAMissingHomeUnmade() {
    assertThat(HomeState.of(folder.resolve("a/b"))).isEqualTo(new HomeState.Missing());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesAnEmptyHomeEmpty() {
    assertThat(HomeState.of(folder)).isEqualTo(new HomeState.Free());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesTheNameOfTheLastHolder() throws IOException {
    Home.take(folder).close();
    var lock = folder.resolve("archway.lock");
    Files.writeString(lock, "1234");
    assertThat(HomeState.of(folder)).isEqualTo(new HomeState.Free());
    assertThat(lock).hasContent("1234");
  }

  @Test
  void namesTheProcessThatHoldsAHome() throws IOException {
    try (var _ = Home.take(folder)) {
      var own = Long.toString(ProcessHandle.current().pid());
      assertThat(HomeState.of(folder)).isEqualTo(new HomeState.InUse(own));
    }
  }

  @Test
  void letsAHomeBeTakenAfterwards() throws IOException {
    Home.take(folder).close();
    HomeState.of(folder);
    try (var home = Home.take(folder)) {
      assertThat(home.folder()).isEqualTo(folder);
    }
  }

  @Test
  void refusesAFileInPlaceOfAFolderOnTheWay() throws IOException {
    var file = Files.createFile(folder.resolve("file"));
    assertThat(HomeState.of(file.resolve("home")))
        .isEqualTo(new HomeState.Unusable(file + " is not a folder"));
  }

  @Test
  void refusesALinkThatLeadsNowhere() throws IOException {
    var link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("missing"));
    assertThat(HomeState.of(link)).isEqualTo(new HomeState.Unusable(link + " is not a folder"));
  }
}
