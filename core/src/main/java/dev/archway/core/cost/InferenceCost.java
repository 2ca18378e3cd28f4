package dev.archway.core.cost;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What running something once on one image costs: a layer, all layers of a kind, or a network. The
/// costs of parts add up to the cost of the whole.
///
/// @param multiplyAdds counted as in [Costs]
/// @param parameters counted as in [Costs], before batch normalization is folded
/// @param storageBytes what the shipped model holds: the folded network's numbers, see [CostTable]
/// @param bytesMoved between memory and the arithmetic units, see [CostTable]
public record InferenceCost(
    long multiplyAdds, long parameters, Bytes storageBytes, Bytes bytesMoved) {
  static final InferenceCost NONE = new InferenceCost(0, 0, Bytes.NONE, Bytes.NONE);

  public InferenceCost {
    if (multiplyAdds < 0 || parameters < 0) {
      throw new IllegalArgumentException(
          "Multiply-adds and parameters are at least 0, but are "
              + (multiplyAdds + " and " + parameters + "."));
    }
  }

  /// Multiply-adds per byte moved in float32, the operational intensity of Williams et al. 2009:
  /// what is far below the ratio that a device can sustain waits for memory. 0 where nothing is
  /// moved.
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public double multiplyAddsPerByte() {
    return bytesMoved.float32() == 0 ? 0 : (double) multiplyAdds / bytesMoved.float32();
  }

  InferenceCost plus(InferenceCost more) {
    return new InferenceCost(
        multiplyAdds + more.multiplyAdds,
        parameters + more.parameters,
        storageBytes.plus(more.storageBytes),
        bytesMoved.plus(more.bytesMoved));
  }
}
