package dev.archway.worker.slot;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// Ends the process without the exit handlers of native libraries. `Runtime.halt` runs those, and
/// they take away what a thread in native code still computes with: such an end may be a crash.
final class ImmediateEnd {
  private ImmediateEnd() {}

  @SuppressWarnings("restricted")
  static void with(int status) {
    try {
      var linker = Linker.nativeLinker();
      var exit =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("_exit"),
              FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
      exit.invokeExact(status);
    } catch (Throwable e) {
      // A system whose C library has no such function.
      Runtime.getRuntime().halt(status);
    }
  }
}
