package dev.archway.worker.weights;

import dev.archway.core.network.Network;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.weights.Weights;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Weights as a safetensors file (https://github.com/huggingface/safetensors): the length of a JSON
/// header as 8 bytes, the header (`name -> dtype, shape, data_offsets`), then all numbers,
/// everything little-endian. Only float32, which is all that is ever trained here.
public final class Safetensors {
  /// The format's own limit.
  private static final long LONGEST_HEADER = 100_000_000;

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Safetensors() {}

  /// Writes the tensors of `network` in the order of its nodes.
  public static void write(Network network, Weights weights, Path file) throws IOException {
    var tensors = ParameterTensor.of(network);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      writeHeader(tensors, out);
      for (var tensor : tensors) {
        out.write(bytes(weights.get(tensor)));
      }
    }
  }

  private static void writeHeader(List<ParameterTensor> tensors, OutputStream out)
      throws IOException {
    var header = new LinkedHashMap<String, Object>();
    header.put("__metadata__", Map.of("format", "pt"));
    long offset = 0;
    for (var tensor : tensors) {
      long end = offset + 4L * tensor.elements();
      header.put(
          tensor.name(),
          Map.of("dtype", "F32", "shape", tensor.shape(), "data_offsets", List.of(offset, end)));
      offset = end;
    }
    var json = MAPPER.writeValueAsString(header);
    // Padded with spaces, so that the numbers begin at a multiple of 8.
    var padded = json + " ".repeat((8 - json.length() % 8) % 8);
    var bytes = padded.getBytes(StandardCharsets.US_ASCII);
    var data = new DataOutputStream(out);
    data.writeLong(Long.reverseBytes(bytes.length));
    data.write(bytes);
    data.flush();
  }

  private static byte[] bytes(float[] values) {
    var bytes = new byte[4 * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  /// Reads all float32 tensors. Refuses a file that is cut short, whose offsets lie outside it or
  /// do not fit the shapes, or that holds another type of number.
  public static Weights read(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long headerLength = size < 8 ? -1 : read(channel, 0, 8).getLong();
      if (headerLength < 2 || headerLength > LONGEST_HEADER || headerLength > size - 8) {
        throw new IOException(
            "%s is no safetensors file: of its %d bytes, %d would be the header."
                .formatted(file, size, headerLength));
      }
      var header =
          header(
              file, StandardCharsets.UTF_8.decode(read(channel, 8, (int) headerLength)).toString());
      var tensors = new LinkedHashMap<String, float[]>();
      for (var entry : header.properties()) {
        if (!entry.getKey().equals("__metadata__")) {
          tensors.put(
              entry.getKey(),
              tensor(file, entry.getKey(), entry.getValue(), channel, 8 + headerLength));
        }
      }
      return new Weights(tensors);
    }
  }

  private static JsonNode header(Path file, String json) throws IOException {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IOException(file + " is no safetensors file: its header is no JSON.", e);
    }
  }

  private static float[] tensor(
      Path file, String name, JsonNode entry, FileChannel channel, long dataStart)
      throws IOException {
    long begin = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    long elements = 1;
    for (var side : entry.path("shape").values()) {
      elements = Math.multiplyExact(elements, side.asLong(-1));
    }
    boolean fits = begin >= 0 && end - begin == 4 * elements && end <= channel.size() - dataStart;
    if (!fits || !entry.path("dtype").asString("").equals("F32") || elements > 1 << 28) {
      throw new IOException(
          "%s should hold %s as F32 in its %d bytes, but has it as %s."
              .formatted(file, name, channel.size() - dataStart, entry));
    }
    var values = new float[(int) elements];
    read(channel, dataStart + begin, 4 * values.length).asFloatBuffer().get(values);
    return values;
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("The file ended at byte " + (position + buffer.position()) + ".");
      }
    }
    return buffer.flip();
  }
}
