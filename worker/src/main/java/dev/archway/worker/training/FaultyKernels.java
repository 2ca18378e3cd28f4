package dev.archway.worker.training;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Processors on which the kernels that oneDNN (PyTorch 2.7.1) generates for wide vectors are
/// wrong: on AMD's fifth Zen generation scores of trained networks were off by a tenth and
/// gradients were no numbers, while with narrow vectors all agree with ONNX Runtime
/// (`ReaderContractIT`). Right and slower is better than fast and wrong.
final class FaultyKernels {
  /// Where Linux tells of its processors; other systems have no such file.
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private static final String LIMIT = "ONEDNN_MAX_CPU_ISA";
  private static final String NARROW = "SSE41";

  private FaultyKernels() {}

  /// Keeps this process from them, unless its environment says what to use. The library reads its
  /// environment once, so this comes before it is loaded.
  @SuppressWarnings("restricted")
  static void avoid() {
    if (!affected(PROCESSORS)) {
      return;
    }
    try (var memory = Arena.ofConfined()) {
      var linker = Linker.nativeLinker();
      var setenv =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("setenv"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT));
      int failed =
          (int) setenv.invokeExact(memory.allocateFrom(LIMIT), memory.allocateFrom(NARROW), 0);
      if (failed != 0) {
        throw new IllegalStateException("The C library sets no " + LIMIT + ".");
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// AMD's processors have the instruction since the fifth generation only.
  static boolean affected(Path processors) {
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
