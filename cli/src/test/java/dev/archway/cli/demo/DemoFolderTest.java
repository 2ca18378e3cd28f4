package dev.archway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir private Path home;

  @Test
  void aFinishedHomeStartsANewDemoBesideTheOldOnes() {
    var experiments = home.resolve("experiments");
    var first = DemoFolder.next(experiments);
    var second = DemoFolder.next(experiments);
    assertThat(first).isEqualTo(new DemoFolder(1, experiments.resolve("demo-1")));
    assertThat(second).isEqualTo(new DemoFolder(2, experiments.resolve("demo-2")));
    assertThat(first.path()).isDirectory();
  }
}
