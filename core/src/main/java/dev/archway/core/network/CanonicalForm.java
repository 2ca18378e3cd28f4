package dev.archway.core.network;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A network written down so that two networks have the same text exactly if they are the same
/// graph but for the names of nodes, their listing, the order of equal things and what reaches no
/// output.
///
/// Nodes are numbered by walking from the outputs towards the image. Where the order of a node's
/// inputs means nothing, they are walked in the order of their labels, which are those of
/// Weisfeiler and Leman (1968) for a directed graph: what a node computes, of what, and who reads
/// it, refined until they tell no more nodes apart. Of inputs that are still alike one is walked
/// first and told apart from then on, with all that depends on it. The text holds the whole graph,
/// so two different networks never share it, whatever their labels; should labels take two nodes
/// for alike that differ, one network could have two texts, and only a repeat would go unnoticed.
final class CanonicalForm {
  private final Network network;
  private final List<Node> nodes;
  private final int[][] inputs;
  private final int[] outputs;

  /// Whether the order of a node's inputs means nothing.
  private final boolean[] unordered;

  private final String[] texts;
  private final StringBuilder form = new StringBuilder();
  private final int[] numbers;
  private long[] labels = new long[0];
  private int next = 1;

  private CanonicalForm(Network network) {
    this.network = network;
    this.nodes = network.nodes();
    var index = HashMap.<String, Integer>newHashMap(nodes.size() + 1);
    index.put(Network.INPUT, 0);
    this.inputs = new int[nodes.size() + 1][];
    this.texts = new String[nodes.size() + 1];
    this.numbers = new int[nodes.size() + 1];
    Arrays.fill(numbers, -1);
    inputs[0] = new int[0];
    texts[0] = Network.INPUT;
    for (int i = 1; i < inputs.length; i++) {
      var node = nodes.get(i - 1);
      index.put(node.name(), i);
      inputs[i] = indices(node.inputs(), index);
      texts[i] = LayerText.of(node.layer());
    }
    this.outputs = outputs(network, index);
    this.unordered = unordered();
  }

  private static int[] indices(List<String> names, Map<String, Integer> index) {
    var indices = new int[names.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = index.getOrDefault(names.get(i), 0);
    }
    return indices;
  }

  private static int[] outputs(Network network, Map<String, Integer> index) {
    var outputs = new int[1 + network.auxiliary().size()];
    outputs[0] = index.getOrDefault(network.output(), 0);
    System.arraycopy(indices(network.auxiliary(), index), 0, outputs, 1, outputs.length - 1);
    return outputs;
  }

  static String of(Network network) {
    var canonical = new CanonicalForm(network);
    canonical.form.append(network.input()).append(" -> ").append(network.classes()).append('\n');
    canonical.write();
    return canonical.form.toString();
  }

  /// Sums have no order, and neither has a concatenation whose channels' order the weights after it
  /// make up for.
  private boolean[] unordered() {
    var madeUpFor = channelOrderMadeUpFor();
    var unordered = new boolean[inputs.length];
    for (int i = 1; i < unordered.length; i++) {
      unordered[i] =
          switch (nodes.get(i - 1).layer()) {
            case Layer.Add _ -> true;
            case Layer.Concatenate _ -> madeUpFor[i];
            case Layer.Convolution _,
                Layer.BatchNormalization _,
                Layer.Activation _,
                Layer.Pooling _,
                Layer.GlobalAveragePooling _,
                Layer.ChannelSplit _,
                Layer.ChannelShuffle _,
                Layer.SqueezeExcite _,
                Layer.Dropout _,
                Layer.DropPath _,
                Layer.Linear _ ->
                false;
          };
    }
    return unordered;
  }

  /// For each node: whether the same functions can be had from its channels in any other order,
  /// because all that is made of them passes a layer that weighs every channel anew.
  private boolean[] channelOrderMadeUpFor() {
    var madeUpFor = new boolean[inputs.length];
    Arrays.fill(madeUpFor, true);
    for (int output : outputs) {
      madeUpFor[output] = false;
    }
    for (int i = inputs.length - 1; i > 0; i--) {
      boolean here =
          switch (nodes.get(i - 1).layer()) {
            case Layer.Linear _ -> true;
            // A depthwise convolution keeps the order of its channels.
            case Layer.Convolution c ->
                c.groups() == 1
                    || (c.groups() == network.inputShape(nodes.get(i - 1)).channels()
                        && madeUpFor[i]);
            case Layer.BatchNormalization _,
                Layer.Activation _,
                Layer.Pooling _,
                Layer.GlobalAveragePooling _,
                Layer.SqueezeExcite _,
                Layer.Concatenate _,
                Layer.Dropout _,
                Layer.DropPath _ ->
                madeUpFor[i];
            // Channels meet others of the same place.
            case Layer.Add _, Layer.ChannelSplit _, Layer.ChannelShuffle _ -> false;
          };
      for (int input : inputs[i]) {
        madeUpFor[input] &= here;
      }
    }
    return madeUpFor;
  }

  /// Each node's colour joined with those of all it is made of, and of all who read it.
  private long[] joined(long[] colours) {
    var made = new long[inputs.length];
    for (int i = 0; i < made.length; i++) {
      long label = colours[i];
      for (int input : inputs[i]) {
        label = unordered[i] ? label + mix(made[input]) : mix(label * 31 + made[input]);
      }
      made[i] = mix(label);
    }
    var read = new long[inputs.length];
    for (int o = 0; o < outputs.length; o++) {
      read[outputs[o]] += mix(o + 1);
    }
    for (int i = inputs.length - 1; i > 0; i--) {
      for (int slot = 0; slot < inputs[i].length; slot++) {
        read[inputs[i][slot]] += mix(made[i] ^ mix(read[i] + (unordered[i] ? 0 : slot + 1)));
      }
    }
    for (int i = 0; i < made.length; i++) {
      made[i] = mix(made[i] ^ mix(read[i]));
    }
    return made;
  }

  private long[] colours() {
    var colours = new long[inputs.length];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = numbers[i] < 0 ? hash(texts[i]) : mix(numbers[i]);
    }
    return colours;
  }

  /// Labels in which numbered nodes, and one other, are told from all others.
  private void refine(int told) {
    var colours = colours();
    if (told >= 0) {
      colours[told] = mix(-1);
    }
    long known = 0;
    labels = joined(colours);
    for (long different = different(); different > known; different = different()) {
      known = different;
      labels = joined(labels);
    }
  }

  private long different() {
    return Arrays.stream(labels).distinct().count();
  }

  private void write() {
    labels = joined(colours());
    numbers[0] = 0;
    for (int output : outputs) {
      walk(output);
    }
    form.append("out");
    for (int output : outputs) {
      form.append(' ').append(numbers[output]);
    }
  }

  /// Writes `from` after all that it reads.
  private void walk(int from) {
    var open = new ArrayDeque<Integer>();
    open.push(from);
    while (!open.isEmpty()) {
      int node = open.peek();
      if (numbers[node] < 0 && !pushUnnumbered(node, open)) {
        numbers[node] = next++;
        writeLine(node);
      }
      if (numbers[node] >= 0) {
        open.pop();
      }
    }
  }

  /// Puts the input that is to be walked first, if there is one without a number, on the stack.
  private boolean pushUnnumbered(int node, ArrayDeque<Integer> open) {
    var waiting = Arrays.stream(inputs[node]).filter(i -> numbers[i] < 0).distinct().toArray();
    if (waiting.length == 0) {
      return false;
    }
    open.push(unordered[node] ? first(waiting) : waiting[0]);
    return true;
  }

  /// The node of the least label; where several have it, one of them, told apart from then on.
  private int first(int[] waiting) {
    if (tied(waiting)) {
      refine(-1);
    }
    if (tied(waiting)) {
      refine(least(waiting));
    }
    return least(waiting);
  }

  private boolean tied(int[] waiting) {
    int least = least(waiting);
    return Arrays.stream(waiting).anyMatch(i -> i != least && labels[i] == labels[least]);
  }

  private int least(int[] waiting) {
    int least = waiting[0];
    for (int i : waiting) {
      if (labels[i] < labels[least]) {
        least = i;
      }
    }
    return least;
  }

  private void writeLine(int node) {
    form.append(texts[node]);
    var read = new int[inputs[node].length];
    for (int i = 0; i < read.length; i++) {
      read[i] = numbers[inputs[node][i]];
    }
    if (unordered[node]) {
      Arrays.sort(read);
    }
    for (int number : read) {
      form.append(' ').append(number);
    }
    form.append('\n');
  }

  private static long hash(String text) {
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 0x100000001b3L + text.charAt(i);
    }
    return mix(hash);
  }

  /// Spreads every bit over all others (Stafford 2011, variant 13).
  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
