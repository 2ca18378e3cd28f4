package dev.archway.cli.demo;

import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.NetworkSpace;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// How large the networks of a space are: the [Size#estimate]s of some of them, the smallest first.
record SpaceSizes(List<Long> estimates) {
  private static final int SAMPLE = 200;
  private static final long SAMPLE_SEED = 1;

  SpaceSizes {
    estimates = List.copyOf(estimates);
  }

  /// The same sizes every time: the architectures are drawn from a fixed seed.
  static SpaceSizes of(NetworkSpace space, Dataset dataset) {
    return new SpaceSizes(
        drawn(space, dataset).map(network -> Size.of(network).estimate()).sorted().toList());
  }

  /// A network of middle size, the same every time.
  static Network middle(NetworkSpace space, Dataset dataset) {
    return drawn(space, dataset)
        .sorted(Comparator.comparingLong(network -> Size.of(network).estimate()))
        .toList()
        .get(SAMPLE / 2);
  }

  private static Stream<Network> drawn(NetworkSpace space, Dataset dataset) {
    var random = new SplittableRandom(SAMPLE_SEED);
    return Stream.generate(() -> space.decode(space.decisions().sample(random)))
        .limit(SAMPLE)
        .map(a -> a.expand(dataset.image(), dataset.classes().size()));
  }

  long median() {
    return estimates.get(estimates.size() / 2);
  }

  /// The share of networks that are estimated to be at least as fast.
  double share(Size size) {
    return (double) estimates.stream().filter(e -> e <= size.estimate()).count() / estimates.size();
  }
}
