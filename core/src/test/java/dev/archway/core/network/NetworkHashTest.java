package dev.archway.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.space.Choices;
import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.MobileNetV2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class NetworkHashTest {
  private static final FeatureShape IMAGE = new FeatureShape(3, 32, 32);

  @Test
  void namesDoNotMatter() {
    var random = new SplittableRandom(3);
    var space = Spaces.mnasnetSmall();
    for (int i = 0; i < 200; i++) {
      var network = space.decode(space.decisions().sample(random)).expand(IMAGE, 10);

      assertThat(NetworkHash.of(renamed(network))).isEqualTo(NetworkHash.of(network));
    }
  }

  @Test
  void everyPartOfWhatIsComputedMatters() {
    var network = MobileNetV2.cifar(0.25).expand(IMAGE, 10);
    var hashes = new HashSet<NetworkHash>();
    hashes.add(NetworkHash.of(network));
    hashes.add(NetworkHash.of(MobileNetV2.cifar(0.25).expand(IMAGE, 11)));
    hashes.add(NetworkHash.of(MobileNetV2.cifar(0.25).expand(new FeatureShape(3, 32, 40), 10)));
    hashes.add(
        NetworkHash.of(
            new Network(
                "aux", IMAGE, 10, network.nodes(), network.output(), List.of(network.output()))));
    for (int changed = 0; changed < network.nodes().size(); changed++) {
      if (network.nodes().get(changed).layer() instanceof Layer.BatchNormalization) {
        var nodes = new ArrayList<>(network.nodes());
        var node = nodes.get(changed);
        nodes.set(
            changed, new Node(node.name(), new Layer.BatchNormalization(1e-3, 0.9), node.inputs()));
        hashes.add(NetworkHash.of(new Network("n", IMAGE, 10, nodes, network.output(), List.of())));
      }
    }
    long normalizations =
        network.nodes().stream().filter(n -> n.layer() instanceof Layer.BatchNormalization).count();

    assertThat(hashes).hasSize(4 + (int) normalizations);
  }

  @Test
  void whatANodeReadsMatters() {
    assertThat(NetworkHash.of(skipping("a"))).isNotEqualTo(NetworkHash.of(skipping("b")));
  }

  @Test
  void whichNodeIsTheOutputMatters() {
    var builder = new NetworkBuilder("n", IMAGE, 10);
    var pool = builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
    var first = builder.add("first", new Layer.Linear(10), pool);
    var second = builder.add("second", new Layer.Linear(10), first);

    assertThat(NetworkHash.of(builder.build(first)))
        .isNotEqualTo(NetworkHash.of(builder.build(second)));
  }

  /// An identity skip around a layer that changes the shape is no skip.
  @Test
  void differentChoicesOfTheSameNetworkShareTheHash() {
    var space = Spaces.mnasnetSmall();
    var names = space.decisions().list().stream().map(d -> d.name()).toList();
    var none = new ArrayList<Integer>(Collections.nCopies(names.size(), 0));
    var identity = new ArrayList<>(none);
    identity.set(names.indexOf("stage1.skip"), 1);

    var withNone = space.decode(new Choices(none));
    var withIdentity = space.decode(new Choices(identity));

    assertThat(withNone).isNotEqualTo(withIdentity);
    assertThat(NetworkHash.of(withNone.expand(IMAGE, 10)))
        .isEqualTo(NetworkHash.of(withIdentity.expand(IMAGE, 10)));
  }

  @Test
  void differentNetworksOfASpaceHaveDifferentHashes() {
    var random = new SplittableRandom(4);
    var space = Spaces.mnasnetSmall();
    var byHash = new HashMap<NetworkHash, List<Node>>();
    for (int i = 0; i < 2_000; i++) {
      var network = space.decode(space.decisions().sample(random)).expand(IMAGE, 10);

      assertThat(byHash.computeIfAbsent(NetworkHash.of(network), _ -> network.nodes()))
          .isEqualTo(network.nodes());
    }
    assertThat(byHash).hasSizeGreaterThan(1_900);
  }

  /// Results are stored under this key: it must not move between releases or machines.
  @Test
  void theKeyOfAKnownNetworkStaysWhatItIs() {
    var key = "c0eb34c1f213f4dc9b4b2a384e7d5d66d3ee89f31fc7f30c65d1d9380bbab102";
    assertThat(NetworkHash.of(MobileNetV2.cifar(0.5).expand(IMAGE, 10)).hex()).isEqualTo(key);
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(NetworkHash.of(MobileNetV2.cifar(0.5).expand(IMAGE, 10)).hex()).isEqualTo(key);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Network skipping(String to) {
    var builder = new NetworkBuilder("n", IMAGE, 10);
    builder.add("a", new Layer.Activation(Layer.Activation.Function.RELU), Network.INPUT);
    builder.add("b", new Layer.Activation(Layer.Activation.Function.RELU), "a");
    builder.add("sum", new Layer.Add(), "b", to);
    builder.add("pool", new Layer.GlobalAveragePooling(), "sum");
    return builder.build(builder.add("scores", new Layer.Linear(10), "pool"));
  }

  private static Network renamed(Network network) {
    UnaryOperator<String> rename =
        name -> name.equals(Network.INPUT) ? name : "n" + network.nodes().size() + "." + name;
    return new Network(
        "renamed",
        network.input(),
        network.classes(),
        network.nodes().stream()
            .map(n ->
                new Node(
                    rename.apply(n.name()), n.layer(), n.inputs().stream().map(rename).toList()))
            .toList(),
        rename.apply(network.output()),
        List.of());
  }
}
