package dev.archway.worker.data;

/// Images as a network reads them, laid out `(batch, height, width, channels)` and normalized, and
/// their labels. Channels come last because that is the layout in which PyTorch's convolutions are
/// fastest on processors.
///
/// Two batches are never compared, and copying them would cost what they are made ahead for.
@SuppressWarnings("ArrayRecordComponent")
public record Batch(float[] pixels, int[] labels) {
  public int size() {
    return labels.length;
  }
}
