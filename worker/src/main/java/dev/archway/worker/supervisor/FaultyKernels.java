package dev.archway.worker.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Processors on which the kernels that oneDNN (PyTorch 2.7.1) generates for wide vectors are
/// wrong: on AMD's fifth Zen generation scores of trained networks were off by a tenth and
/// gradients were no numbers, while with narrow vectors all agree with ONNX Runtime
/// (`ReaderContractIT`). Right and slower is better than fast and wrong.
final class FaultyKernels {
  /// Where Linux tells of its processors; other systems have no such file.
  static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private static final String LIMIT = "ONEDNN_MAX_CPU_ISA";
  private static final String NARROW = "SSE41";

  private FaultyKernels() {}

  /// What a process that trains needs in its environment.
  static Map<String, String> environment(Path processors) {
    return affected(processors) ? Map.of(LIMIT, NARROW) : Map.of();
  }

  /// AMD's processors have the instruction since the fifth generation only.
  private static boolean affected(Path processors) {
    if (!Files.isReadable(processors)) {
      return false;
    }
    try {
      var first = Files.readString(processors).split("\n\n", 2)[0];
      return first.contains("AuthenticAMD") && flags(first).contains("avx512_vp2intersect");
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> flags(String processor) {
    return processor
        .lines()
        .filter(line -> line.startsWith("flags"))
        .flatMap(line -> Stream.of(line.split("\\s+")))
        .toList();
  }
}
