package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanaryIT {
  @Test
  void theModelInTheAgentIsTheOneThatItsSourceMakes() throws Exception {
    try (var model = Canary.class.getResourceAsStream("canary.onnx")) {
      assertThat(model).isNotNull();
      assertThat(model.readAllBytes()).isEqualTo(CanaryModel.bytes());
    }
  }

  @Test
  void itRunsInOnnxRuntimeInLessThanAMillisecond() throws Exception {
    var canary = Canary.load();
    for (int i = 0; i < 200; i++) {
      canary.millis();
    }

    assertThat(canary.quietMillis()).isBetween(0.001, 1.0);
  }
}
