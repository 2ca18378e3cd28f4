package dev.archway.core.network;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
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
/// it. The text holds the whole graph, so two different networks never share it, whatever their
/// labels; should labels fail to tell two nodes apart that do differ, one network could have two
/// texts, and only a repeat would go unnoticed.
final class CanonicalForm {
  private final Network network;
  private final List<Node> nodes;
  private final int[][] inputs;
  private final int[] outputs;

  /// Whether the order of a node's inputs means nothing.
  private final boolean[] unordered;

  private final String[] texts;
  private final StringBuilder form = new StringBuilder();

  private CanonicalForm(Network network) {
    this.network = network;
    this.nodes = network.nodes();
    var index = HashMap.<String, Integer>newHashMap(nodes.size() + 1);
    index.put(Network.INPUT, 0);
    this.inputs = new int[nodes.size() + 1][];
    this.texts = new String[nodes.size() + 1];
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

  /// What a node computes of what, joined with who reads it.
  private long[] labels() {
    var made = new long[inputs.length];
    for (int i = 0; i < made.length; i++) {
      long label = hash(texts[i]);
      for (int slot = 0; slot < inputs[i].length; slot++) {
        long input = made[inputs[i][slot]];
        label = unordered[i] ? label + mix(input) : mix(label * 31 + input);
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

  private void write() {
    var labels = labels();
    var numbers = new int[inputs.length];
    Arrays.fill(numbers, -1);
    numbers[0] = 0;
    int next = 1;
    for (int output : outputs) {
      next = walk(output, labels, numbers, next);
    }
    form.append("out");
    for (int output : outputs) {
      form.append(' ').append(numbers[output]);
    }
  }

  /// Writes `from` after all that it reads; returns the next free number.
  private int walk(int from, long[] labels, int[] numbers, int next) {
    var open = new ArrayDeque<Integer>();
    open.push(from);
    int number = next;
    while (!open.isEmpty()) {
      int node = open.peek();
      if (numbers[node] < 0 && !pushUnnumbered(node, labels, numbers, open)) {
        numbers[node] = number++;
        writeLine(node, numbers);
      }
      if (numbers[node] >= 0) {
        open.pop();
      }
    }
    return number;
  }

  /// Puts inputs without a number on the stack, the one to be walked first on top.
  private boolean pushUnnumbered(int node, long[] labels, int[] numbers, ArrayDeque<Integer> open) {
    var order = inputs[node];
    if (unordered[node]) {
      order =
          Arrays.stream(order)
              .boxed()
              .sorted(Comparator.comparingLong(i -> labels[i]))
              .mapToInt(Integer::intValue)
              .toArray();
    }
    boolean pushed = false;
    for (int i = order.length - 1; i >= 0; i--) {
      if (numbers[order[i]] < 0) {
        open.push(order[i]);
        pushed = true;
      }
    }
    return pushed;
  }

  private void writeLine(int node, int[] numbers) {
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
