package dev.archway.cli.demo;

import dev.archway.core.cost.Costs;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.NetworkSpace;
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
/// [Size#estimate()] stands in for it here, and only here.
///
/// @param candidates all baselines, which all are run
/// @param target the one to be as fast as
record BaselineChoice(List<Candidate> candidates, Candidate target) {
  /// One that about half of `mnasnet-small` is as fast as, and one that most are.
  private static final List<BaselineSpec> BASELINES =
      List.of(new BaselineSpec(MobileNetV2.NAME, 0.1), new BaselineSpec(MobileNetV2.NAME, 0.25));

  private static final int SAMPLE = 200;
  private static final long SAMPLE_SEED = 1;

  /// What decides how fast a small network is on one thread, roughly.
  ///
  /// @param steps convolutions, poolings and squeeze-excites, each of which costs some time however
  ///   small it is
  record Size(long multiplyAdds, long steps) {
    static Size of(Network network) {
      long steps = network.nodes().stream().filter(n -> isStep(n.layer())).count();
      return new Size(Costs.of(network).multiplyAdds(), steps);
    }

    private static boolean isStep(Layer layer) {
      return switch (layer) {
        case Layer.Convolution _, Layer.Pooling _, Layer.SqueezeExcite _ -> true;
        case Layer.BatchNormalization _,
            Layer.Activation _,
            Layer.GlobalAveragePooling _,
            Layer.Add _,
            Layer.Concatenate _,
            Layer.ChannelSplit _,
            Layer.ChannelShuffle _,
            Layer.Dropout _,
            Layer.DropPath _,
            Layer.Linear _ ->
            false;
      };
    }

    /// In multiply-adds: a step costs as much as 200,000 of them, as timings of ten networks of
    /// this size on one thread had it (0.005 ms a step, 0.025 ms a million multiply-adds).
    /// Multiply-adds alone would call MobileNetV2, which is deep and narrow, twice as fast as it
    /// is.
    long estimate() {
      return multiplyAdds + 200_000 * steps;
    }
  }

  /// @param share of the space's architectures that are estimated to be at least as fast
  record Candidate(BaselineSpec spec, Size size, double share) {
    double fromHalf() {
      return Math.abs(share - 0.5);
    }
  }

  BaselineChoice {
    candidates = List.copyOf(candidates);
  }

  /// The same choice every time: the architectures are drawn from a fixed seed.
  static BaselineChoice of(NetworkSpace space, Dataset dataset) {
    var random = new SplittableRandom(SAMPLE_SEED);
    var sampled = new long[SAMPLE];
    for (int i = 0; i < SAMPLE; i++) {
      var architecture = space.decode(space.decisions().sample(random));
      sampled[i] =
          Size.of(architecture.expand(dataset.image(), dataset.classes().size())).estimate();
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
    var size = Size.of(network);
    long faster = java.util.Arrays.stream(sampled).filter(e -> e <= size.estimate()).count();
    return new Candidate(spec, size, (double) faster / sampled.length);
  }

  List<BaselineSpec> specs() {
    return candidates.stream().map(Candidate::spec).toList();
  }

  String explanation() {
    return String.format(
        Locale.ROOT,
        "T is the latency of %s: by their size, about %.0f %% of the space are as fast, so that T is"
            + " neither trivial nor out of reach.",
        target.spec().name(),
        100 * target.share());
  }
}
