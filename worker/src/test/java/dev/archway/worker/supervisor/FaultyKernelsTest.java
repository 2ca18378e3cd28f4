package dev.archway.worker.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyKernelsTest {
  @TempDir private Path folder;

  @Test
  void vectorsAreKeptNarrowWhereWideOnesAreWrong() throws IOException {
    assertThat(environment("AuthenticAMD", "sse4_1 avx2 avx512f avx512_vp2intersect"))
        .isEqualTo(Map.of("ONEDNN_MAX_CPU_ISA", "SSE41"));
  }

  @Test
  void otherProcessorsAreLetAlone() throws IOException {
    assertThat(environment("AuthenticAMD", "sse4_1 avx2 avx512f")).isEmpty();
    assertThat(environment("GenuineIntel", "sse4_1 avx2 avx512f avx512_vp2intersect")).isEmpty();
    assertThat(FaultyKernels.environment(folder.resolve("none"))).isEmpty();
  }

  private Map<String, String> environment(String vendor, String flags) throws IOException {
    var processors =
        Files.writeString(
            folder.resolve("cpuinfo"),
            "processor\t: 0\nvendor_id\t: %s\nflags\t\t: %s\n\nprocessor\t: 1\n"
                .formatted(vendor, flags));
    return FaultyKernels.environment(processors);
  }
}
