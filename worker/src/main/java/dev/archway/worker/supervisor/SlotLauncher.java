package dev.archway.worker.supervisor;

import dev.archway.client.AccessToken;
import dev.archway.worker.slot.SlotMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts slot processes: the same Java and class path as this one, but one thread, a small heap
/// and an allocator that keeps what it has.
///
/// @param data the folder of the images, if one was named
record SlotLauncher(LeftoverSlots leftovers, Optional<Path> data) {
  /// What makes the native allocator reuse large blocks instead of asking the system for each anew,
  /// which more than doubles the speed of training; and no threads beside the one that trains.
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "MALLOC_MMAP_THRESHOLD_", "1073741824",
          "MALLOC_TRIM_THRESHOLD_", "4294967296",
          "OMP_NUM_THREADS", "1");

  /// The arguments of the Java program that slots run under.
  static final List<String> OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          // Standard output is for the protocol, also when the JVM itself has something to say.
          "-XX:+DisplayVMOutputToStderr",
          "--enable-native-access=ALL-UNNAMED",
          "-Dai.djl.offline=true",
          "-Dai.djl.pytorch.num_threads=1",
          "-Dai.djl.pytorch.num_interop_threads=1",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          // There is no GPU to be found here, and DJL warns of that each time.
          "-Dorg.slf4j.simpleLogger.log.ai.djl.util.cuda=error");

  /// A shell that becomes the slot, deaf to what a terminal or a service manager sends to a whole
  /// group of processes: the supervisor hears it too, gives leases back and ends its slots. A slot
  /// that ended first would look like a failed attempt. Windows knows no such signals.
  private static final List<String> DEAF =
      File.separatorChar == '\\'
          ? List.of()
          : List.of("sh", "-c", "trap '' INT TERM HUP; exec \"$@\"", "sh");

  /// What a slot finds in its environment. It talks to nobody but its supervisor, and so has no use
  /// for the token that the service knows the worker by.
  static void prepare(Map<String, String> environment) {
    environment.remove(AccessToken.ENVIRONMENT);
    environment.putAll(ENVIRONMENT);
  }

  SlotProcess start() throws IOException {
    var command = new ArrayList<>(DEAF);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add("-XX:ErrorFile=" + leftovers.folder().resolve("crash-%p.log"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), SlotMain.class.getName()));
    data.ifPresent(folder -> command.add(folder.toString()));
    var builder = new ProcessBuilder(command);
    prepare(builder.environment());
    var process = builder.start();
    leftovers.remember(process);
    return new SlotProcess(process);
  }
}
