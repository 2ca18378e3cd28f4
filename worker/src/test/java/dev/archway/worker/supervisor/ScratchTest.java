package dev.archway.worker.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir Path folder;

  @Test
  void deletesAFolderWithAllThatIsInIt() throws Exception {
    var root = filled("root");

    Scratch.delete(root);

    assertThat(root).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void deletesASingleFile() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "content");

    Scratch.delete(file);

    assertThat(file).doesNotExist();
  }

  @Test
  void whatIsNotThereIsAsGoodAsDeleted() throws Exception {
    Scratch.delete(folder.resolve("nothing"));

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatVanishesMeanwhileIsAsGoodAsDeleted() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 50; round++) {
        var root = filled("round-" + round);
        var barrier = new CyclicBarrier(2);
        Callable<Boolean> deletion =
            () -> {
              barrier.await();
              Scratch.delete(root);
              return true;
            };
        for (var deleted : threads.invokeAll(List.of(deletion, deletion))) {
          assertThat(deleted.get()).isTrue();
        }
        assertThat(root).doesNotExist();
      }
    }
  }

  private Path filled(String name) throws IOException {
    var root = Files.createDirectory(folder.resolve(name));
    for (int below = 0; below < 5; below++) {
      var inner = Files.createDirectory(root.resolve("folder-" + below));
      for (int file = 0; file < 5; file++) {
        Files.writeString(inner.resolve("file-" + file), "content");
      }
    }
    return root;
  }
}
