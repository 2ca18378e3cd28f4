package dev.archway.worker.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void printsOneLineOfJsonAboutWholeData() throws IOException {
    fill(30_730_000);

    assertThat(check("cifar-10")).isZero();
    assertThat(Json.mapper().readValue(out.toByteArray(), DataCheck.Found.class))
        .isEqualTo(
            new DataCheck.Found(
                "cifar-10", true, 50_000, 10_000, folder.toAbsolutePath().toString()));
  }

  @Test
  void refusesDamagedDataWithASentence() throws IOException {
    fill(30_730_001);

    assertThat(check("cifar-10")).isEqualTo(DataCheck.UNUSABLE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("should have 30730000 bytes (10000 images), but has 30730001.");
    assertThat(out.size()).isZero();
  }

  @Test
  void refusesAFolderWithoutData() {
    assertThat(check("cifar-10")).isEqualTo(DataCheck.UNUSABLE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("holds no CIFAR-10");
  }

  @Test
  void refusesADataSetThatNobodyKnows() {
    assertThat(check("cifar-11")).isEqualTo(DataCheck.UNUSABLE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "There is no data set 'cifar-11', but only [cifar-10, generated-10].");
  }

  private int check(String dataset) {
    var check = new DataCheck();
    check.dataset = dataset;
    check.data = folder;
    return check.check(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private void fill(long size) throws IOException {
    for (var name :
        List.of(
            "data_batch_1.bin",
            "data_batch_2.bin",
            "data_batch_3.bin",
            "data_batch_4.bin",
            "data_batch_5.bin",
            "test_batch.bin")) {
      try (var file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
        file.setLength(size);
      }
    }
  }
}
