package dev.archway.core.cost;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Walks the steps of a network and keeps count of the feature maps that are alive.
final class Liveness {
  private final Network network;
  private final List<Step> steps;
  private final Set<String> readOnce;
  private final Map<String, Integer> lastReaders = new HashMap<>();

  /// The elements alive before each step.
  private final List<Long> before = new ArrayList<>();

  private final List<StepMemory> during = new ArrayList<>();

  private Liveness(Network network) {
    this.network = network;
    this.steps = Step.of(network);
    this.readOnce = Step.readOnce(network);
    for (int i = 0; i < steps.size(); i++) {
      for (var read : steps.get(i).inputs()) {
        lastReaders.put(read, i);
      }
    }
  }

  static ActivationMemory of(Network inference) {
    var liveness = new Liveness(inference);
    liveness.walk();
    return new ActivationMemory(liveness.during, liveness.blocks());
  }

  private void walk() {
    long alive = network.input().elements();
    during.add(new StepMemory(Network.INPUT, alive));
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      long written = shape(step).elements();
      long freed = 0;
      for (var read : new HashSet<>(step.inputs())) {
        freed += lastReaders.getOrDefault(read, i) == i ? network.shape(read).elements() : 0;
      }
      before.add(alive);
      boolean overwrites = freed > 0 && step.mayOverwriteAnInput();
      during.add(new StepMemory(step.first().name(), overwrites ? alive : alive + written));
      alive += written - freed;
    }
  }

  private List<SplittableBlock> blocks() {
    var blocks = new ArrayList<SplittableBlock>();
    for (int i = 0; i + SplittableBlock.STEPS <= steps.size(); i++) {
      blockAt(i).ifPresent(blocks::add);
    }
    return blocks;
  }

  /// The block whose expansion is step `i`. No two overlap: a projection has fewer channels than
  /// its block's inner ones, which are what it would read as the next block's expansion.
  private Optional<SplittableBlock> blockAt(int i) {
    var expansion = steps.get(i);
    var depthwise = steps.get(i + 1);
    var projection = steps.get(i + 2);
    if (!expands(expansion)
        || !isDepthwise(depthwise)
        || !projects(projection)
        || !isReadOnlyBy(depthwise, expansion)
        || !isReadOnlyBy(projection, depthwise)) {
      return Optional.empty();
    }
    var inner = shape(depthwise);
    return Optional.of(
        new SplittableBlock(
            i + 1,
            inner.channels(),
            positions(shape(expansion)) + positions(inner),
            before.get(i) + shape(projection).elements()));
  }

  private boolean expands(Step step) {
    return step.first().layer() instanceof Layer.Convolution c
        && c.filters() > network.inputShape(step.first()).channels();
  }

  private boolean isDepthwise(Step step) {
    return step.first().layer() instanceof Layer.Convolution c
        && c.groups() == network.inputShape(step.first()).channels()
        && c.filters() == c.groups();
  }

  private boolean projects(Step step) {
    return step.first().layer() instanceof Layer.Convolution c
        && c.groups() == 1
        && c.filters() < network.inputShape(step.first()).channels();
  }

  private boolean isReadOnlyBy(Step reader, Step writer) {
    return reader.inputs().getFirst().equals(writer.output()) && readOnce.contains(writer.output());
  }

  private FeatureShape shape(Step step) {
    return network.shape(step.output());
  }

  private static long positions(FeatureShape shape) {
    return (long) shape.height() * shape.width();
  }
}
