package dev.archway.core.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.zoo.MobileNetV2;
import org.junit.jupiter.api.Test;

final class AnalyticCostTest {
  @Test
  void tellsWhatTheTablesTell() {
    var network = MobileNetV2.imageNet(1.0).expand(new FeatureShape(3, 224, 224), 1000);
    var total = CostTable.of(network).total();
    long peak = ActivationMemory.of(network).peak().elements();

    var costs = AnalyticCost.of(network);

    assertThat(costs).containsOnlyKeys(AnalyticCost.values());
    assertThat(costs)
        .containsEntry(AnalyticCost.MULTIPLY_ADDS, Costs.of(network).multiplyAdds())
        .containsEntry(AnalyticCost.PARAMETERS, 3_504_872L)
        .containsEntry(AnalyticCost.STORAGE_BYTES, total.storageBytes().float32())
        .containsEntry(AnalyticCost.STORAGE_BYTES_INT8, total.storageBytes().int8())
        .containsEntry(AnalyticCost.PEAK_ACTIVATION_BYTES, 4 * peak)
        .containsEntry(AnalyticCost.PEAK_ACTIVATION_BYTES_INT8, peak)
        .containsEntry(AnalyticCost.BYTES_MOVED, total.bytesMoved().float32())
        .containsEntry(AnalyticCost.BYTES_MOVED_INT8, total.bytesMoved().int8());
  }
}
