package dev.archway.core.cost;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.archway.core.network.Network;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// A cost that follows from a network alone, for one image: what an objective can ask for without a
/// device, and what is kept with every trial. Counted as [CostTable] and [ActivationMemory] say.
public enum AnalyticCost {
  /// Products in convolutions and linear layers.
  MULTIPLY_ADDS("multiplyAdds"),
  /// Learned numbers.
  PARAMETERS("parameters"),
  /// The shipped model in float32.
  STORAGE_BYTES("storageBytes"),
  /// The shipped model in int8.
  STORAGE_BYTES_INT8("storageBytesInt8"),
  /// The most that feature maps take at once, in float32 and with nothing split.
  PEAK_ACTIVATION_BYTES("peakActivationBytes"),
  /// The most that feature maps take at once, in int8 and with nothing split.
  PEAK_ACTIVATION_BYTES_INT8("peakActivationBytesInt8"),
  /// Between memory and the arithmetic units, in float32.
  BYTES_MOVED("bytesMoved"),
  /// Between memory and the arithmetic units, in int8.
  BYTES_MOVED_INT8("bytesMovedInt8");

  private final String text;

  AnalyticCost(String text) {
    this.text = text;
  }

  /// Its name in objectives and JSON: `multiplyAdds`.
  @JsonValue
  public String text() {
    return text;
  }

  /// All of them.
  public static Map<AnalyticCost, Long> of(Network network) {
    var total = CostTable.of(network).total();
    var peak = ActivationMemory.of(network).peak().bytes();
    var costs = new EnumMap<AnalyticCost, Long>(AnalyticCost.class);
    for (var cost : values()) {
      costs.put(
          cost,
          switch (cost) {
            case MULTIPLY_ADDS -> total.multiplyAdds();
            case PARAMETERS -> total.parameters();
            case STORAGE_BYTES -> total.storageBytes().float32();
            case STORAGE_BYTES_INT8 -> total.storageBytes().int8();
            case PEAK_ACTIVATION_BYTES -> peak.float32();
            case PEAK_ACTIVATION_BYTES_INT8 -> peak.int8();
            case BYTES_MOVED -> total.bytesMoved().float32();
            case BYTES_MOVED_INT8 -> total.bytesMoved().int8();
          });
    }
    return Collections.unmodifiableMap(costs);
  }
}
