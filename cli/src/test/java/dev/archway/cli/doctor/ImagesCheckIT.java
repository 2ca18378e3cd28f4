package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.local.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The check with a worker that only pretends.
class ImagesCheckIT {
  @TempDir private Path folder;
  private final List<String> asked = new ArrayList<>();

  private ImagesCheck ask(String script) {
    var worker =
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
        };
    return ImagesCheck.ask(worker, Optional.of(folder));
  }

  @Test
  void findsTheImagesThatTheWorkerFindsAndDownloadsNone() {
    var answer =
        "{\"dataset\":\"cifar-10\",\"real\":true,\"trainImages\":50000,\"testImages\":10000,"
            + "\"folder\":\"there\"}";
    assertThat(ask("echo '" + answer + "'")).isEqualTo(new ImagesCheck.Whole());
    assertThat(asked).contains("--data", folder.toString()).doesNotContain("--fetch");
  }

  @Test
  void takesImagesThatWouldBeDownloadedForNoFault() {
    assertThat(ask("echo 'No CIFAR-10.' >&2; exit 3")).isEqualTo(new ImagesCheck.Nowhere());
  }

  @Test
  void repeatsWhatTheWorkerHasAgainstThem() {
    assertThat(ask("echo 'test_batch.bin has 3 bytes.' >&2; exit 2"))
        .isEqualTo(new ImagesCheck.Unusable("test_batch.bin has 3 bytes."));
  }

  @Test
  void leavesTheLogOfACheckThatBrokeWhereItSays() throws IOException {
    var broken = (ImagesCheck.Unanswered) ask("echo 'crashed' >&2; exit 99");
    assertThat(broken.why()).startsWith("The data cannot be checked; read ").endsWith(".log.");
    var log = Path.of(broken.why().replaceAll(".* read |\\.$", ""));
    assertThat(log).hasContent("crashed");
    Files.delete(log);
  }

  @Test
  void saysWhichModuleIsNotBuilt() {
    var check = ImagesCheck.ask(Installation.builtIn(folder), Optional.empty());
    assertThat(check).isInstanceOf(ImagesCheck.Unanswered.class);
    assertThat(check.verdict().finding()).contains("worker is not built in " + folder);
  }
}
