package dev.archway.core.cost;

/// An inverted residual whose inner feature maps never need to exist whole (Sandler et al. 2018,
/// section 5.1): each part of the inner channels is expanded, convolved depthwise and projected for
/// itself, and the projections are summed up in the output.
///
/// @param firstStep where its three steps begin in [ActivationMemory#steps()]
/// @param innerChannels channels between expansion and projection
/// @param elementsPerChannel what one inner channel holds before and after the depthwise
///   convolution
/// @param heldElements what is held whatever the parts: the block's input and output, and what
///   later steps read
public record SplittableBlock(
    int firstStep, int innerChannels, long elementsPerChannel, long heldElements) {
  /// Expansion, depthwise convolution and projection.
  static final int STEPS = 3;

  public SplittableBlock {
    if (firstStep < 0 || innerChannels < 1 || elementsPerChannel < 2 || heldElements < 2) {
      throw new IllegalArgumentException(
          "A block begins at step 0 or later and has at least 1 inner channel, 2 elements in each"
              + " and 2 in its input and output, but has %d, %d, %d and %d."
                  .formatted(firstStep, innerChannels, elementsPerChannel, heldElements));
    }
  }

  /// The elements that exist while the block runs in parts of at most `ceil(innerChannels / parts)`
  /// channels.
  long elements(int parts) {
    return heldElements + Math.ceilDiv(innerChannels, parts) * elementsPerChannel;
  }
}
