package dev.archway.core.cost;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.archway.core.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// How much memory the feature maps of one image take while a network runs, step by step in the
/// network's order. A step holds its inputs, its output, and every feature map that a later step
/// reads; the image is a feature map like any other, freed after its last reader. Batch
/// normalizations and activations that are fused (see [CostTable]) take none of their own, and an
/// element-wise step (a sum, an activation, a squeeze-excite's scaling) writes over an input that
/// no later step reads. Not counted: weights, and what a runtime needs for itself within a step.
///
/// Counted in elements: 4 bytes each in float32, 2 at 16 bits, 1 in int8.
///
/// Inverted residuals can run in parts (Sandler et al. 2018, section 5.1). The paper defines such a
/// block as a linear map, a function of each channel and a linear map again; here it is
///
/// 1. a convolution to more channels than it reads, the expansion,
/// 2. a depthwise convolution,
/// 3. a convolution without groups to fewer channels than it reads, the projection,
///
/// each with what is fused into it, in a row in the network's order, where nobody else reads what
/// is in between. So MobileNetV2's stem, its first depthwise convolution and projection are a
/// block, too, while MobileNetV1 has none: its channels only grow, and no two blocks share a step.
/// A squeeze-excite in between prevents a split: its gates depend on all inner channels, so that
/// the first could be scaled only after the last is known.
///
/// A split changes no multiply-add and, but for rounding, no result; the paper advises 2 to 5
/// parts, since smaller ones use caches badly. The output's partial sums are counted at the width
/// of a feature map; an int8 runtime that carries them from part to part in 32 bits needs more.
///
/// The paper's table 3 tells the largest feature map that is left at each resolution; the peak here
/// is the sum of all that exist at once.
///
/// @param steps what each step holds if nothing is split; the image alone is the first
/// @param blocks which steps can run in parts, in order and without overlap
public record ActivationMemory(List<StepMemory> steps, List<SplittableBlock> blocks) {
  public ActivationMemory {
    steps = List.copyOf(steps);
    blocks = List.copyOf(blocks);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("Something holds the image, but there are no steps.");
    }
    int end = 0;
    for (var block : blocks) {
      if (block.firstStep() < end || block.firstStep() + SplittableBlock.STEPS > steps.size()) {
        throw new IllegalArgumentException(
            "A block takes %d of %d steps and none of another's, but one begins at %d after %d."
                .formatted(SplittableBlock.STEPS, steps.size(), block.firstStep(), end));
      }
      end = block.firstStep() + SplittableBlock.STEPS;
    }
  }

  public static ActivationMemory of(Network network) {
    return Liveness.of(network.forInference());
  }

  /// The first of the steps that hold most, with nothing split.
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public StepMemory peak() {
    return largest(steps);
  }

  /// The first of the steps that hold most when every block that gains by it is split into up to
  /// `parts` parts; a split block is one step, called like its depthwise convolution. Never grows
  /// with `parts`, and 1 splits nothing.
  public StepMemory peak(int parts) {
    if (parts < 1) {
      throw new IllegalArgumentException(
          "A block runs in at least 1 part, but is asked for " + parts + ".");
    }
    var run = new ArrayList<>(steps);
    for (var block : blocks.reversed()) {
      var whole = run.subList(block.firstStep(), block.firstStep() + SplittableBlock.STEPS);
      var split = new StepMemory(whole.get(1).node(), block.elements(parts));
      if (split.elements() < largest(whole).elements()) {
        whole.clear();
        whole.add(split);
      }
    }
    return largest(run);
  }

  /// The smallest number of parts for which the peak fits into `limitBytes`; empty if single
  /// channels are still too much.
  ///
  /// @param bytesPerElement of a feature map: `Float.BYTES` in float32, `Byte.BYTES` in int8
  public OptionalInt smallestSplit(long limitBytes, int bytesPerElement) {
    if (limitBytes < 1 || bytesPerElement < 1) {
      throw new IllegalArgumentException(
          "A limit and an element have at least 1 byte, but have %d and %d."
              .formatted(limitBytes, bytesPerElement));
    }
    long limit = limitBytes / bytesPerElement;
    int tooFew = 0;
    int most = blocks.stream().mapToInt(SplittableBlock::innerChannels).max().orElse(1);
    if (peak(most).elements() > limit) {
      return OptionalInt.empty();
    }
    int enough = most;
    while (enough - tooFew > 1) {
      int middle = tooFew + (enough - tooFew) / 2;
      if (peak(middle).elements() > limit) {
        tooFew = middle;
      } else {
        enough = middle;
      }
    }
    return OptionalInt.of(enough);
  }

  private static StepMemory largest(List<StepMemory> steps) {
    var first = steps.getFirst();
    return steps.stream().reduce(first, (a, b) -> b.elements() > a.elements() ? b : a);
  }
}
