package dev.archway.device;

/// A network that is ready to be run again and again over the same input.
@FunctionalInterface
interface TimedNetwork {
  /// Runs the network once over one batch.
  void run() throws UnrunnableModelException;
}
