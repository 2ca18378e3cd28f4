package dev.archway.worker.training;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/// Machines on which the kernels that oneDNN (PyTorch 2.7.1) generates for wide vectors are wrong:
/// virtual ones with a processor of AMD's that hides its caches. oneDNN takes caches that are not
/// told for caches of one byte and cuts its work into pieces by that; 1x1 convolutions of stride 2
/// then miss pixels and write beyond their memory. The kernels for narrow vectors are right there.
/// Right and slower is better than fast and wrong; `ReaderContractIT` holds it.
final class FaultyKernels {
  /// Where Linux tells of its processors; other systems have no such file.
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /// oneDNN asks the processor itself; this is where Linux tells of what the processor said of its
  /// caches, each in a folder; none where the processor hides them.
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  private static final String LIMIT = "ONEDNN_MAX_CPU_ISA";
  private static final String NARROW = "SSE41";

  private FaultyKernels() {}

  /// Keeps this process from them, unless its environment says what to use. The library reads its
  /// environment once, so this comes before it is loaded.
  @SuppressWarnings("restricted")
  static void avoid() {
    if (!affected(PROCESSORS, CACHES)) {
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

  static boolean affected(Path processors, Path caches) {
    if (!Files.isReadable(processors)) {
      return false;
    }
    try {
      return Files.readString(processors).contains("AuthenticAMD") && empty(caches);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean empty(Path caches) throws IOException {
    if (!Files.isDirectory(caches)) {
      return true;
    }
    try (var entries = Files.list(caches)) {
      return entries.noneMatch(entry -> entry.getFileName().toString().startsWith("index"));
    }
  }
}
