package dev.archway.cli.demo;

import dev.archway.core.cost.Costs;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.SearchSpace;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.core.zoo.Zoo;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// The known networks that the demo's search is held against, and the one whose latency it aims at.
///
/// A target that every network of the space meets makes the search one for accuracy alone, and one
/// that none meets is decided by the penalty alone. So T is the latency of that baseline which
/// comes nearest to parting the space in halves. Latency is not known before the search, and
/// multiply-adds stand in for it here, and only here.
///
/// @param candidates all baselines, which all are run
/// @param target the one to be as fast as
record BaselineChoice(List<Candidate> candidates, Candidate target) {
  /// One that a third of `mnasnet-small` is as small as, and one that all but a few are.
  private static final List<BaselineSpec> BASELINES =
      List.of(new BaselineSpec(MobileNetV2.NAME, 0.1), new BaselineSpec(MobileNetV2.NAME, 0.35));

  private static final int SAMPLE = 200;
  private static final long SAMPLE_SEED = 1;

  /// @param share of the space's architectures that need at most as many multiply-adds
  record Candidate(BaselineSpec spec, long multiplyAdds, double share) {
    double fromHalf() {
      return Math.abs(share - 0.5);
    }
  }

  BaselineChoice {
    candidates = List.copyOf(candidates);
  }

  /// The same choice every time: the architectures are drawn from a fixed seed.
  static BaselineChoice of(SearchSpace space, Dataset dataset) {
    var random = new SplittableRandom(SAMPLE_SEED);
    var sampled = new long[SAMPLE];
    for (int i = 0; i < SAMPLE; i++) {
      var architecture = space.decode(space.decisions().sample(random));
      sampled[i] =
          Costs.of(architecture.expand(dataset.image(), dataset.classes().size())).multiplyAdds();
    }
    return among(BASELINES.stream().map(spec -> candidate(spec, dataset, sampled)).toList());
  }

  static BaselineChoice among(List<Candidate> candidates) {
    return new BaselineChoice(
        candidates,
        candidates.stream().min(Comparator.comparingDouble(Candidate::fromHalf)).orElseThrow());
  }

  private static Candidate candidate(BaselineSpec spec, Dataset dataset, long[] sampled) {
    var network =
        Zoo.named(spec.network(), spec.width(), dataset.image())
            .orElseThrow()
            .expand(dataset.image(), dataset.classes().size());
    long multiplyAdds = Costs.of(network).multiplyAdds();
    long smaller = java.util.Arrays.stream(sampled).filter(m -> m <= multiplyAdds).count();
    return new Candidate(spec, multiplyAdds, (double) smaller / sampled.length);
  }

  List<BaselineSpec> specs() {
    return candidates.stream().map(Candidate::spec).toList();
  }

  String explanation() {
    return String.format(
        Locale.ROOT,
        "T is the latency of %s: about %.0f %% of the space need no more multiply-adds than its"
            + " %.1f million, so that T is neither trivial nor out of reach.",
        target.spec().name(),
        100 * target.share(),
        target.multiplyAdds() / 1e6);
  }
}
