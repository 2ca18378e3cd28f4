package dev.archway.worker.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import dev.archway.core.weights.Weights;
import dev.archway.core.zoo.MobileNetV2;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  private static final Network NETWORK =
      MobileNetV2.cifar(0.25).expand(new FeatureShape(3, 32, 32), 10);

  @TempDir Path folder;

  @Test
  void readsBackWhatItWrote() throws IOException {
    var weights = Weights.initial(NETWORK, 1);
    var file = written(weights);

    var read = Safetensors.read(file);

    assertThat(read.tensors().keySet()).isEqualTo(weights.tensors().keySet());
    weights
        .tensors()
        .forEach((name, values) -> assertThat(read.tensors().get(name)).as(name).isEqualTo(values));
  }

  @Test
  void beginsWithAPaddedHeaderOfTypesShapesAndOffsets() throws IOException {
    var bytes = Files.readAllBytes(written(Weights.initial(NETWORK, 1)));
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    var header = new String(bytes, 8, (int) length, StandardCharsets.UTF_8);

    assertThat(length % 8).isZero();
    assertThat(header)
        .startsWith("{\"__metadata__\":{\"format\":\"pt\"},\"stem.conv.weight\":")
        .contains("[8,3,3,3]")
        .contains("[0,864]");
  }

  @Test
  void readsAFileOfAnotherWriter() throws IOException {
    var file = folder.resolve("other.safetensors");
    Files.write(
        file,
        safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 1.5f, -2f));

    assertThat(Safetensors.read(file).tensors().get("a")).containsExactly(1.5f, -2f);
  }

  @Test
  void refusesAFileThatIsCutShort() throws IOException {
    var file = written(Weights.initial(NETWORK, 1));
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    assertThatIOException()
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageContaining("should hold classifier.bias as F32");
  }

  @Test
  void refusesAHeaderLongerThanTheFile() throws IOException {
    var file = folder.resolve("x.safetensors");
    Files.write(file, new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{', '}'});

    assertThatIOException()
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageContaining("of its 10 bytes, 100 would be the header");
  }

  @Test
  void refusesNumbersOfAnotherType() throws IOException {
    var file = folder.resolve("half.safetensors");
    Files.write(
        file,
        safetensors("{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,8]}}", 1f, 1f));

    assertThatIOException().isThrownBy(() -> Safetensors.read(file)).withMessageContaining("F16");
  }

  private Path written(Weights weights) throws IOException {
    var file = folder.resolve("weights.safetensors");
    Safetensors.write(NETWORK, weights, file);
    return file;
  }

  private static byte[] safetensors(String header, float... values) {
    var buffer =
        ByteBuffer.allocate(8 + header.length() + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }
}
