package dev.archway.core.transformation;

import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.IntSupplier;

/// Multiplies the channels of any network (Howard et al. 2017, section 3.3), in multiples of 8 as
/// the published code of MobileNetV2 does. The image and the class scores stay.
///
/// Channels that are no multiple of 8 stay multiples of the power of two that divides them, so that
/// width 1 changes nothing and a larger width never gives a smaller network. Nodes that must have
/// equally many channels keep equally many: where a sum ties a convolution to a concatenation, to a
/// channel split or to the image, the convolution follows.
public final class WidthMultiplier {
  private final Network network;
  private final double width;

  /// For each node, another that must have as many channels, up to the one that stands for all.
  private final Map<String, String> ties = new HashMap<>();

  /// What the channels of tied nodes must be divisible by.
  private final Map<String, Integer> divisors = new HashMap<>();

  /// For tied nodes of which one's channels follow from those of other nodes, how.
  private final Map<String, IntSupplier> following = new HashMap<>();

  private final Map<String, Integer> channels = new HashMap<>();

  private WidthMultiplier(Network network, double width) {
    this.network = network;
    this.width = width;
    network.nodes().forEach(this::tieToInputs);
    network.nodes().forEach(this::constrain);
    var fixed = new HashSet<>(network.auxiliary());
    fixed.add(network.output());
    fixed.add(Network.INPUT);
    fixed.forEach(node -> channels.put(tied(node), network.shape(node).channels()));
  }

  /// The network at a width; at width 1 the network itself. Refuses a channel split that a width
  /// would move between two channels, naming the node.
  public static Network apply(Network network, double width) {
    requireValid(width);
    return width == 1 ? network : new WidthMultiplier(network, width).applied();
  }

  /// A number of channels at a width by the published rule, see [#divisibleBy8].
  public static int scaled(int channels, double width) {
    requireValid(width);
    return divisibleBy8(channels * width);
  }

  /// The nearest multiple of 8 that is at least 8 and not more than 10 % below `channels`: the rule
  /// of MobileNetV2's published code (`_make_divisible`).
  public static int divisibleBy8(double channels) {
    return divisible(channels, 8);
  }

  private static int divisible(double channels, int divisor) {
    int nearest = Math.max(divisor, (int) (channels + divisor / 2.0) / divisor * divisor);
    return nearest < 0.9 * channels ? nearest + divisor : nearest;
  }

  private static void requireValid(double width) {
    if (!(width > 0 && width <= 10)) {
      throw new IllegalArgumentException(
          "A width multiplier lies above 0 and at most at 10, but is " + width + ".");
    }
  }

  private void tieToInputs(Node node) {
    switch (node.layer()) {
      case Layer.BatchNormalization _,
          Layer.Activation _,
          Layer.Pooling _,
          Layer.GlobalAveragePooling _,
          Layer.Add _,
          Layer.ChannelShuffle _,
          Layer.SqueezeExcite _,
          Layer.Dropout _,
          Layer.DropPath _ ->
          node.inputs().forEach(from -> tie(node.name(), from));
      case Layer.Convolution c -> {
        if (depthwise(node, c) && c.filters() == c.groups()) {
          tie(node.name(), node.inputs().getFirst());
        }
      }
      case Layer.Concatenate _, Layer.ChannelSplit _, Layer.Linear _ -> {}
    }
  }

  private boolean depthwise(Node node, Layer.Convolution convolution) {
    return convolution.groups() > 1 && convolution.groups() == network.inputShape(node).channels();
  }

  private void tie(String node, String other) {
    var one = tied(node);
    var two = tied(other);
    if (!one.equals(two)) {
      ties.put(one, two);
    }
  }

  /// The node that stands for all that are tied to `node`.
  private String tied(String node) {
    var last = node;
    for (var next = ties.get(node); next != null; next = ties.get(next)) {
      last = next;
    }
    return last;
  }

  private void constrain(Node node) {
    switch (node.layer()) {
      case Layer.Convolution c -> {
        if (!depthwise(node, c)) {
          keepDivisible(node, c.groups());
        } else if (c.filters() > c.groups()) {
          int perChannel = c.filters() / c.groups();
          following.putIfAbsent(tied(node.name()), () -> perChannel * inputChannels(node));
        }
      }
      case Layer.ChannelShuffle shuffle -> keepDivisible(node, shuffle.groups());
      case Layer.Concatenate _ ->
          following.put(
              tied(node.name()), () -> node.inputs().stream().mapToInt(this::channels).sum());
      case Layer.ChannelSplit split ->
          following.putIfAbsent(
              tied(node.name()), () -> share(node, split.to()) - share(node, split.from()));
      case Layer.BatchNormalization _,
          Layer.Activation _,
          Layer.Pooling _,
          Layer.GlobalAveragePooling _,
          Layer.Add _,
          Layer.SqueezeExcite _,
          Layer.Dropout _,
          Layer.DropPath _,
          Layer.Linear _ -> {}
    }
  }

  private void keepDivisible(Node node, int groups) {
    for (var end : new String[] {node.inputs().getFirst(), node.name()}) {
      divisors.merge(tied(end), groups, WidthMultiplier::leastCommonMultiple);
    }
  }

  private static int leastCommonMultiple(int one, int other) {
    int divisor = BigInteger.valueOf(one).gcd(BigInteger.valueOf(other)).intValueExact();
    return one / divisor * other;
  }

  /// 8, or the largest power of two below it that divides `channels`.
  private static int powerOfTwo(int channels) {
    return Math.min(8, Integer.lowestOneBit(channels));
  }

  /// The channels that a node gets. Those of a tie are set before what it follows is looked at,
  /// since a split may be tied to a part of what it splits.
  private int channels(String node) {
    var tied = tied(node);
    var known = channels.get(tied);
    if (known != null) {
      return known;
    }
    int free = free(tied);
    channels.put(tied, free);
    var followed = following.get(tied);
    int given = followed == null ? free : followed.getAsInt();
    channels.put(tied, given);
    return given;
  }

  private int free(String node) {
    int before = network.shape(node).channels();
    int divisor = leastCommonMultiple(powerOfTwo(before), divisors.getOrDefault(node, 1));
    return divisible(before * width, divisor);
  }

  private int inputChannels(Node node) {
    return channels(node.inputs().getFirst());
  }

  /// Where a channel split's bound lies among the channels that its input gets.
  private int share(Node split, int bound) {
    int before = network.inputShape(split).channels();
    int after = inputChannels(split);
    if ((long) bound * after % before != 0) {
      throw new IllegalArgumentException(
          "Node %s splits %d channels at %d, but %d, as there are at width %s, cannot be split so."
              .formatted(split.name(), before, bound, after, width));
    }
    return (int) ((long) bound * after / before);
  }

  private Network applied() {
    var nodes =
        network.nodes().stream()
            .map(node -> new Node(node.name(), applied(node), node.inputs()))
            .toList();
    return new Network(
        network.name() + "-x" + width,
        network.input(),
        network.classes(),
        nodes,
        network.output(),
        network.auxiliary());
  }

  private Layer applied(Node node) {
    return switch (node.layer()) {
      case Layer.Convolution c ->
          new Layer.Convolution(
              channels(node.name()),
              c.kernelHeight(),
              c.kernelWidth(),
              c.stride(),
              c.dilation(),
              depthwise(node, c) ? inputChannels(node) : c.groups(),
              c.bias());
      case Layer.Linear _ -> new Layer.Linear(channels(node.name()));
      case Layer.SqueezeExcite s ->
          new Layer.SqueezeExcite(
              divisible(s.reducedChannels() * width, powerOfTwo(s.reducedChannels())), s.gate());
      case Layer.ChannelSplit s ->
          new Layer.ChannelSplit(share(node, s.from()), share(node, s.to()));
      case Layer.BatchNormalization _,
          Layer.Activation _,
          Layer.Pooling _,
          Layer.GlobalAveragePooling _,
          Layer.Add _,
          Layer.Concatenate _,
          Layer.ChannelShuffle _,
          Layer.Dropout _,
          Layer.DropPath _ ->
          node.layer();
    };
  }
}
