package dev.archway.cli.demo;

import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.zoo.GivenNetwork;
import dev.archway.core.zoo.MobileNetV2;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The known networks that the demo's search is held against, and the one whose latency it aims at.
///
/// A target that every network of the space meets makes the search one for accuracy alone, and one
/// that none meets is decided by the penalty alone. So T is the latency of the baseline whose size
/// comes nearest to the middle of the space's. Latency is not known before the search, and
/// [Size#estimate()] stands in for it.
///
/// @param candidates all baselines, which all are run
/// @param target the one to be as fast as
record BaselineChoice(List<Candidate> candidates, Candidate target) {
  private static final int BASELINES = 2;

  private static final List<Double> WIDTHS = List.of(0.1, 0.25, 0.35, 0.5, 0.75, 1.0, 1.4);

  /// A target within these shares divides the space.
  private static final double FEW = 0.1;

  private static final double MOST = 0.9;

  /// One known network.
  ///
  /// @param ofMedian its size over the median of the space's
  /// @param share of the space's architectures that are estimated to be at least as fast
  record Candidate(BaselineSpec spec, double ofMedian, double share) {
    private static Candidate of(BaselineSpec spec, SpaceSizes sizes, Dataset dataset) {
      var size =
          Size.of(
              spec.network()
                  .at(spec.width(), dataset.image())
                  .expand(dataset.image(), dataset.classes().size()));
      return new Candidate(spec, (double) size.estimate() / sizes.median(), sizes.share(size));
    }

    double fromMedian() {
      return Math.abs(Math.log(ofMedian));
    }
  }

  BaselineChoice {
    candidates = List.copyOf(candidates);
  }

  /// The same choice every time.
  static BaselineChoice of(NetworkSpace space, Dataset dataset) {
    var sizes = SpaceSizes.of(space, dataset);
    return among(
        WIDTHS.stream()
            .map(width -> new BaselineSpec(GivenNetwork.of(MobileNetV2.NAME), width))
            .map(spec -> Candidate.of(spec, sizes, dataset))
            .toList());
  }

  /// The nearest to the middle, in their order.
  static BaselineChoice among(List<Candidate> known) {
    var nearest =
        known.stream()
            .sorted(Comparator.comparingDouble(Candidate::fromMedian))
            .limit(BASELINES)
            .toList();
    return new BaselineChoice(
        known.stream().filter(nearest::contains).toList(), nearest.getFirst());
  }

  List<BaselineSpec> specs() {
    return candidates.stream().map(Candidate::spec).toList();
  }

  String explanation() {
    boolean parts = target.share() >= FEW && target.share() <= MOST;
    return String.format(
        Locale.ROOT,
        "T is the latency of %s: by their size, about %.0f %% of the space are as fast, %s.",
        target.spec().name(),
        100 * target.share(),
        parts
            ? "so that T is neither trivial nor out of reach"
            : "and no known network comes nearer to its middle");
  }
}
