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
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Weights as a safetensors file (https://github.com/huggingface/safetensors): the length of a JSON
/// header as 8 bytes, the header (`name -> dtype, shape, data_offsets`), then all numbers,
/// everything little-endian. Only float32, which is all that is ever trained here.
public final class Safetensors {
  /// The format's own limit.
  private static final long LONGEST_HEADER = 100_000_000;

  private static final String METADATA = "__metadata__";
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Safetensors() {}

  /// A tensor by its name.
  public record Tensor(String name, List<Integer> shape) {
    public Tensor {
      shape = List.copyOf(shape);
    }

    long bytes() {
      return shape.stream().mapToLong(Integer::longValue).reduce(Float.BYTES, Math::multiplyExact);
    }
  }

  /// What a file holds: tensors, and text by name that says something about them.
  public record Content(Weights tensors, Map<String, String> metadata) {
    public Content {
      metadata = Map.copyOf(metadata);
    }
  }

  /// Writes the tensors of `network` in the order of its nodes.
  public static void write(Network network, Weights weights, Path file) throws IOException {
    write(
        ParameterTensor.of(network).stream()
            .map(tensor -> new Tensor(tensor.name(), tensor.shape()))
            .toList(),
        weights,
        Map.of(),
        file);
  }

  /// Writes tensors in their order; returns when they are on disk.
  ///
  /// @param values of all of them, by name
  /// @param metadata in ASCII
  public static void write(
      List<Tensor> tensors, Weights values, Map<String, String> metadata, Path file)
      throws IOException {
    try (var channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      writeHeader(tensors, metadata, out);
      for (var tensor : tensors) {
        out.write(bytes(values(tensor, values)));
      }
      out.flush();
      channel.force(true);
    }
  }

  private static void writeHeader(
      List<Tensor> tensors, Map<String, String> metadata, OutputStream out) throws IOException {
    var header = new LinkedHashMap<String, Object>();
    var about = new TreeMap<>(metadata);
    about.put("format", "pt");
    header.put(METADATA, about);
    long offset = 0;
    for (var tensor : tensors) {
      long end = offset + tensor.bytes();
      // In one order, so that the same tensors are the same bytes in every process.
      var entry = new LinkedHashMap<String, Object>();
      entry.put("dtype", "F32");
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(offset, end));
      header.put(tensor.name(), entry);
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

  private static float[] values(Tensor tensor, Weights all) {
    var values = all.tensors().get(tensor.name());
    if (values == null || (long) Float.BYTES * values.length != tensor.bytes()) {
      throw new IllegalArgumentException(
          "Tensor %s has the shape %s, but %s values."
              .formatted(tensor.name(), tensor.shape(), values == null ? "no" : values.length));
    }
    return values;
  }

  private static byte[] bytes(float[] values) {
    var bytes = new byte[4 * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  /// Reads all float32 tensors. Refuses a file that is cut short, whose offsets lie outside it or
  /// do not fit the shapes, or that holds another type of number.
  public static Weights read(Path file) throws IOException {
    return readContent(file).tensors();
  }

  /// Reads all float32 tensors and the metadata, and refuses what [#read] refuses.
  public static Content readContent(Path file) throws IOException {
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
        if (!entry.getKey().equals(METADATA)) {
          tensors.put(
              entry.getKey(),
              tensor(file, entry.getKey(), entry.getValue(), channel, 8 + headerLength));
        }
      }
      return new Content(new Weights(tensors), metadata(header.path(METADATA)));
    }
  }

  private static Map<String, String> metadata(JsonNode entries) {
    var metadata = new TreeMap<String, String>();
    entries.properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asString("")));
    return metadata;
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
