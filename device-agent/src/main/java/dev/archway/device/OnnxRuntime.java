package dev.archway.device;

import ai.onnxruntime.OrtEnvironment;

/// ONNX Runtime of this process. When it starts, it reads the process's command line by a regular
/// expression that goes a few stack frames deeper for every character: with 4,000 of them, which a
/// class path in a deep folder soon has, ONNX Runtime 1.29 overflows the 1 MiB stack of a Java
/// thread and takes the process with it, without a word.
final class OnnxRuntime {
  /// Enough for the longest command line that Linux takes as one argument (128 KiB).
  private static final long STACK_BYTES = 64L << 20;

  private static boolean started;

  private OnnxRuntime() {}

  /// Such as `1.29.0`.
  static String version() {
    return environment().getVersion();
  }

  /// The first call starts it.
  static synchronized OrtEnvironment environment() {
    if (!started) {
      start();
      started = true;
    }
    return OrtEnvironment.getEnvironment();
  }

  private static void start() {
    var thread = new Thread(null, OrtEnvironment::getEnvironment, "onnx-start", STACK_BYTES);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while ONNX Runtime starts.", e);
    }
  }
}
