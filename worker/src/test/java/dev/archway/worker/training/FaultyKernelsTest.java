package dev.archway.worker.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyKernelsTest {
  @TempDir private Path folder;

  @Test
  void vectorsAreKeptNarrowWhereAProcessorOfAmdsHidesItsCaches() throws IOException {
    assertThat(FaultyKernels.affected(processor("AuthenticAMD"), folder.resolve("none"))).isTrue();
    assertThat(FaultyKernels.affected(processor("AuthenticAMD"), folder)).isTrue();
  }

  @Test
  void otherMachinesAreLetAlone() throws IOException {
    assertThat(FaultyKernels.affected(processor("GenuineIntel"), folder)).isFalse();
    assertThat(FaultyKernels.affected(folder.resolve("none"), folder)).isFalse();

    Files.createDirectory(folder.resolve("index0"));
    assertThat(FaultyKernels.affected(processor("AuthenticAMD"), folder)).isFalse();
  }

  private Path processor(String vendor) throws IOException {
    return Files.writeString(
        folder.resolve("cpuinfo"), "processor\t: 0\nvendor_id\t: %s\n".formatted(vendor));
  }
}
