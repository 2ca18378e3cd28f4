package dev.archway.cli.demo;

import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.NetworkSpace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// How large the networks of a space are: the [Size#estimate]s of some of them, the smallest first.
record SpaceSizes(List<Long> estimates) {
  private static final int SAMPLE = 200;
  private static final long SAMPLE_SEED = 1;

  /// What the demo gives each network on one core.
  private static final double TRAINING_SECONDS = 60;

  /// Seconds that a core trains on an image of 32x32: so much whatever the network, and so much a
  /// million of its [Size#estimate], as the trainings of two demos over `mnasnet-small` and
  /// `nasnet-small` had it.
  private static final double SECONDS_AN_IMAGE = 0.0034;

  private static final double SECONDS_A_MILLION = 0.000146;

  /// Fewer teach no network anything.
  private static final int FEWEST_IMAGES = 2_000;

  SpaceSizes {
    estimates = List.copyOf(estimates);
  }

  /// The same sizes every time: the architectures are drawn from a fixed seed.
  static SpaceSizes of(NetworkSpace space, Dataset dataset) {
    var random = new SplittableRandom(SAMPLE_SEED);
    return new SpaceSizes(
        Stream.generate(() -> space.decode(space.decisions().sample(random)))
            .limit(SAMPLE)
            .map(a -> a.expand(dataset.image(), dataset.classes().size()))
            .map(network -> Size.of(network).estimate())
            .sorted()
            .toList());
  }

  long median() {
    return estimates.get(estimates.size() / 2);
  }

  /// The share of networks that are estimated to be at least as fast.
  double share(Size size) {
    return (double) estimates.stream().filter(e -> e <= size.estimate()).count() / estimates.size();
  }

  /// The demo's recipe, over as many images, in thousands, as a minute on one core is enough for.
  Recipe recipe(Dataset dataset) {
    var most = Recipe.demo(dataset.name());
    double seconds = SECONDS_AN_IMAGE + SECONDS_A_MILLION * median() / 1e6;
    int images = 1000 * (int) (TRAINING_SECONDS / seconds / 1000);
    return most.withImages(
        Math.clamp(images, FEWEST_IMAGES, most.trainImages()), most.validationImages());
  }
}
