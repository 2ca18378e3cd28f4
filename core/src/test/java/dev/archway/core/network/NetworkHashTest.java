package dev.archway.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.space.Choices;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.MobileNetV2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NetworkHashTest {
  private static final FeatureShape IMAGE = new FeatureShape(3, 32, 32);

  static List<NetworkSpace> spaces() {
    return Spaces.all();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spaces")
  void neitherNamesNorListingNorTheOrderOfSumsMatter(NetworkSpace space) {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      var network = space.decode(space.decisions().sample(random)).expand(IMAGE, 10);

      assertThat(NetworkHash.of(relabelled(network, random))).isEqualTo(NetworkHash.of(network));
    }
  }

  @Test
  void whatReachesNoOutputDoesNotMatter() {
    var network = MobileNetV2.cifar(0.25).expand(IMAGE, 10);
    var nodes = new ArrayList<>(network.nodes());
    nodes.add(3, new Node("unread", new Layer.Dropout(0.5), List.of(nodes.get(2).name())));

    assertThat(NetworkHash.of(new Network("n", IMAGE, 10, nodes, network.output(), List.of())))
        .isEqualTo(NetworkHash.of(network));
  }

  @Test
  void theOrderOfAConcatenationDoesNotMatterBeforeALayerThatWeighsEveryChannel() {
    assertThat(NetworkHash.of(joining(List.of("a", "b"), List.of())))
        .isEqualTo(NetworkHash.of(joining(List.of("b", "a"), List.of())));
  }

  /// Of `(a, b) + (a, b)` and `(a, b) + (b, a)` no weights can make the other.
  @Test
  void theOrderOfAConcatenationMattersBeforeASum() {
    assertThat(NetworkHash.of(joining(List.of("a", "b"), List.of("a", "b"))))
        .isNotEqualTo(NetworkHash.of(joining(List.of("a", "b"), List.of("b", "a"))));
  }

  @Test
  void theOrderOfAConcatenationMattersBeforeASplit() {
    var hashes = new HashSet<NetworkHash>();
    for (var order : List.of(List.of("a", "b"), List.of("b", "a"))) {
      var builder = twoPaths();
      builder.add("joined", new Layer.Concatenate(), order.toArray(String[]::new));
      builder.add("part", new Layer.ChannelSplit(0, 4), "joined");
      builder.add("pool", new Layer.GlobalAveragePooling(), "part");
      hashes.add(
          NetworkHash.of(builder.build(builder.add("scores", new Layer.Linear(10), "pool"))));
    }

    assertThat(hashes).hasSize(2);
  }

  /// One convolution read twice has half the weights of two.
  @Test
  void aNodeReadTwiceIsNotTwoEqualNodes() {
    var shared = new NetworkBuilder("n", IMAGE, 10);
    shared.add("a", Layer.Convolution.pointwise(4), Network.INPUT);
    shared.add("sum", new Layer.Add(), "a", "a");
    var twice = new NetworkBuilder("n", IMAGE, 10);
    twice.add("a", Layer.Convolution.pointwise(4), Network.INPUT);
    twice.add("b", Layer.Convolution.pointwise(4), Network.INPUT);
    twice.add("sum", new Layer.Add(), "a", "b");

    assertThat(NetworkHash.of(scored(shared))).isNotEqualTo(NetworkHash.of(scored(twice)));
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

  private static Network joining(List<String> first, List<String> second) {
    var builder = twoPaths();
    builder.add("joined", new Layer.Concatenate(), first.toArray(String[]::new));
    builder.add("norm", Layer.BatchNormalization.standard(), "joined");
    if (second.isEmpty()) {
      builder.add("sum", Layer.Convolution.pointwise(8), "norm");
    } else {
      builder.add("other", new Layer.Concatenate(), second.toArray(String[]::new));
      builder.add("sum", new Layer.Add(), "norm", "other");
    }
    return scored(builder);
  }

  private static NetworkBuilder twoPaths() {
    var builder = new NetworkBuilder("n", IMAGE, 10);
    builder.add("a", Layer.Convolution.square(4, 3, 1), Network.INPUT);
    builder.add("b", Layer.Convolution.square(4, 5, 1), Network.INPUT);
    return builder;
  }

  private static Network scored(NetworkBuilder builder) {
    builder.add("pool", new Layer.GlobalAveragePooling(), "sum");
    return builder.build(builder.add("scores", new Layer.Linear(10), "pool"));
  }

  /// The same graph under other names, listed in another topological order, its sums written in
  /// another order.
  private static Network relabelled(Network network, SplittableRandom random) {
    var readers = new HashMap<String, List<Node>>();
    var unread = new HashMap<Node, Integer>();
    for (var node : network.nodes()) {
      unread.put(node, node.inputs().size());
      node.inputs()
          .forEach(from -> readers.computeIfAbsent(from, _ -> new ArrayList<>()).add(node));
    }
    var ready = new ArrayList<Node>();
    var names = new HashMap<>(Map.of(Network.INPUT, Network.INPUT));
    var listed = new ArrayList<Node>();
    release(Network.INPUT, readers, unread, ready);
    while (!ready.isEmpty()) {
      Collections.swap(ready, random.nextInt(ready.size()), ready.size() - 1);
      var next = ready.removeLast();
      var inputs = new ArrayList<>(next.inputs().stream().map(names::get).toList());
      if (next.layer() instanceof Layer.Add && random.nextBoolean()) {
        Collections.reverse(inputs);
      }
      var name = "n" + names.size();
      names.put(next.name(), name);
      listed.add(new Node(name, next.layer(), inputs));
      release(next.name(), readers, unread, ready);
    }
    return new Network(
        "relabelled",
        network.input(),
        network.classes(),
        listed,
        names.getOrDefault(network.output(), ""),
        network.auxiliary().stream().map(a -> names.getOrDefault(a, "")).toList());
  }

  /// Moves what waited for a node, and now for nothing, to what can be listed next.
  private static void release(
      String made, Map<String, List<Node>> readers, Map<Node, Integer> unread, List<Node> ready) {
    for (var reader : readers.getOrDefault(made, List.of())) {
      if (unread.merge(reader, -1, Integer::sum) == 0) {
        ready.add(reader);
      }
    }
  }
}
