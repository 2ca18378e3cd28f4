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
  void vectorsAreKeptNarrowWhereWideOnesAreWrong() throws IOException {
    assertThat(affected("AuthenticAMD", "sse4_1 avx2 avx512f avx512_vp2intersect")).isTrue();
  }

  @Test
  void otherProcessorsAreLetAlone() throws IOException {
    assertThat(affected("AuthenticAMD", "sse4_1 avx2 avx512f")).isFalse();
    assertThat(affected("GenuineIntel", "sse4_1 avx2 avx512f avx512_vp2intersect")).isFalse();
    assertThat(FaultyKernels.affected(folder.resolve("none"))).isFalse();
  }

  private boolean affected(String vendor, String flags) throws IOException {
    var processors =
        Files.writeString(
            folder.resolve("cpuinfo"),
            "processor\t: 0\nvendor_id\t: %s\nflags\t\t: %s\n\nprocessor\t: 1\n"
                .formatted(vendor, flags));
    return FaultyKernels.affected(processors);
  }
}
