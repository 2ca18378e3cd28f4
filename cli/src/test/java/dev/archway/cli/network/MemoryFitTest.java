package dev.archway.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.cli.terminal.Refusal;
import dev.archway.core.cost.ActivationMemory;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.zoo.MobileNetV2;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryFitTest {
  private final ActivationMemory memory =
      ActivationMemory.of(MobileNetV2.imageNet(1).expand(new FeatureShape(3, 224, 224), 1000));

  @Test
  void saysInHowFewPartsBlocksFit() {
    long whole = memory.peak().bytes().float32();
    long inThree = memory.peak(3).bytes().float32();

    assertThat(MemoryFit.of(memory, whole)).isEqualTo(fit(whole, 1, 1));
    assertThat(MemoryFit.of(memory, whole - 1).partsFloat32())
        .hasValueSatisfying(parts -> assertThat(parts).isGreaterThan(1));
    assertThat(MemoryFit.of(memory, inThree).partsFloat32())
        .hasValueSatisfying(parts -> assertThat(parts).isBetween(2, 3));
    assertThat(MemoryFit.of(memory, whole).text()).isEqualTo("float32 as it is, int8 as it is");
  }

  @Test
  void saysSoWhereSplittingIsNotEnough() {
    var fit = MemoryFit.of(memory, 1_000);

    assertThat(fit.partsFloat32()).isEmpty();
    assertThat(fit.text()).startsWith("float32 not by splitting blocks");
  }

  @ParameterizedTest
  @CsvSource({
    "512kB,512000",
    "1.5 MB,1500000",
    "256kiB,262144",
    "800,800",
    "2 B,2",
    "0.5GiB,536870912"
  })
  void readsAmounts(String amount, long bytes) {
    assertThat(MemoryFit.bytes(amount)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0.4B", "much", "-1kB", "5 kb", "1e9"})
  void refusesWhatIsNoAmount(String amount) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> MemoryFit.bytes(amount))
        .withMessageContaining("such as 512kB, but is '" + amount + "'.");
  }

  private static MemoryFit fit(long limit, int partsFloat32, int partsInt8) {
    return new MemoryFit(limit, Optional.of(partsFloat32), Optional.of(partsInt8));
  }
}
