package dev.archway.core.task;

/// How a network is to be timed; figures of different settings are never compared.
public record LatencySetting(Precision precision, int threads, int batch) {
  /// One image on one thread in float32: how the mobile-network papers report latency.
  public static final LatencySetting SINGLE = new LatencySetting(Precision.FLOAT32, 1, 1);

  public LatencySetting {
    if (threads < 1 || threads > 1024 || batch < 1 || batch > 65_536) {
      throw new IllegalArgumentException(
          "Timing takes 1..1024 threads and a batch of 1..65536, but is asked for %d and %d."
              .formatted(threads, batch));
    }
  }
}
