package dev.archway.cli.network;

import dev.archway.cli.terminal.Refusal;
import dev.archway.cli.terminal.Table;
import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.space.Choices;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// One architecture drawn from a space, and what its network costs; an opaque one has none.
///
/// @param hash the key under which its network's results are shared, once [#hashed] found it
public record SampledArchitecture(
    Choices choices,
    Architecture architecture,
    String text,
    Optional<Costs> costs,
    Optional<String> hash) {
  private static final int MOST = 10_000;

  /// Draws uniformly, decision by decision; the same seed gives the same architectures.
  ///
  /// @param argument a preset or a file
  public static List<SampledArchitecture> draw(
      String argument, int count, long seed, FeatureShape image, int classes) {
    if (count < 1 || count > MOST) {
      throw new Refusal("The number of -n lies in 1..%d, but is %d.".formatted(MOST, count));
    }
    var space = new SpaceArgument(argument).space();
    var random = new SplittableRandom(seed);
    return Stream.generate(() -> space.decisions().sample(random))
        .limit(count)
        .map(choices -> of(choices, space.decode(choices), image, classes))
        .toList();
  }

  private static SampledArchitecture of(
      Choices choices, Architecture architecture, FeatureShape image, int classes) {
    return new SampledArchitecture(
        choices,
        architecture,
        architecture.text(),
        network(architecture, image, classes).map(Costs::of),
        Optional.empty());
  }

  private static Optional<Network> network(
      Architecture architecture, FeatureShape image, int classes) {
    return architecture instanceof NetworkArchitecture known
        ? Optional.of(known.expand(image, classes))
        : Optional.empty();
  }

  /// The same with its hash, which takes longer than all else and which people do not read.
  public SampledArchitecture hashed(FeatureShape image, int classes) {
    var found = network(architecture, image, classes).map(n -> NetworkHash.of(n).hex());
    return new SampledArchitecture(choices, architecture, text, costs, found);
  }

  public static String text(List<SampledArchitecture> sampled) {
    var table = new Table("mult-adds", "params", "architecture");
    for (var one : sampled) {
      table.add(
          one.costs.map(c -> Amounts.count(c.multiplyAdds())).orElse("-"),
          one.costs.map(c -> Amounts.count(c.parameters())).orElse("-"),
          one.text);
    }
    return table.text();
  }
}
