package dev.archway.core.space;

import dev.archway.core.architecture.NetworkArchitecture;

/// A space of architectures that stand for networks: every space but the opaque one.
public interface NetworkSpace extends SearchSpace {
  @Override
  NetworkArchitecture decode(Choices choices);
}
