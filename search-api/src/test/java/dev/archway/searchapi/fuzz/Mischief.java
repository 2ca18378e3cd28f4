package dev.archway.searchapi.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// What programs with faults, and people with bad intentions, send.
final class Mischief {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int HUGE = 9 << 20;
  private static final int DEEP = 100_000;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\0",
          "a\0b",
          "\ud800",
          "half \udc00 a pair",
          "\uffff\ufffe",
          "\u202eright to left",
          "e\u0301\u0301\u0301\u0301",
          "\ud83d\ude80",
          "line\nbreak\r\nX-Header: 1",
          "'; DROP TABLE trial; --",
          "\\",
          "\"",
          "%",
          "%s%n%d",
          "${user.home}",
          "#{1+1}",
          "{{7*7}}",
          "<script>alert(1)</script>",
          "../../../etc/passwd",
          "..\\..\\windows",
          "/etc/passwd",
          "file:///etc/passwd",
          "null",
          "NaN",
          "-1",
          "1e400",
          "true",
          "[]",
          "{}",
          "0x7f",
          "00000000-0000-0000-0000-000000000000",
          "2026-02-30T25:61:61Z",
          "-1000000000-01-01T00:00:00Z",
          "a".repeat(201),
          "a".repeat(5_000),
          "ü".repeat(70_000));

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "-1",
          "1",
          "0.5",
          "1e-400",
          "1e400",
          "-1e400",
          "1.7976931348623157e308",
          "4.9e-324",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1" + "0".repeat(500),
          "0." + "3".repeat(900),
          "1" + "0".repeat(1_500),
          "1e2147483647",
          "1e-2147483647",
          "NaN",
          "Infinity",
          "-Infinity",
          "01",
          "+1",
          ".5",
          "1.",
          "0x10");

  private final RandomGenerator random;

  Mischief(RandomGenerator random) {
    this.random = random;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  String text() {
    return random.nextInt(4) == 0 ? one(NUMBERS) : one(TEXTS);
  }

  /// A tree with one thing in it that is not as it should be.
  JsonNode spoilt(JsonNode tree) {
    var inside = new ArrayList<JsonNode>();
    gather(tree, inside);
    if (inside.isEmpty() || random.nextInt(20) == 0) {
      return value();
    }
    switch (one(inside)) {
      case ObjectNode object -> spoil(object);
      case ArrayNode array -> spoil(array);
      default -> throw new IllegalStateException("Only these were gathered.");
    }
    return tree;
  }

  private static void gather(JsonNode tree, List<JsonNode> found) {
    if (tree.isContainer()) {
      found.add(tree);
      tree.forEach(below -> gather(below, found));
    }
  }

  private void spoil(ObjectNode object) {
    var names = List.copyOf(object.propertyNames());
    if (names.isEmpty() || random.nextInt(5) == 0) {
      object.set(text(), value());
      return;
    }
    var name = one(names);
    switch (random.nextInt(6)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name.toUpperCase(Locale.ROOT), object.remove(name));
      case 2 -> object.set(name, NODES.arrayNode().add(object.get(name)));
      default -> object.set(name, value());
    }
  }

  private void spoil(ArrayNode array) {
    if (array.isEmpty() || random.nextInt(4) == 0) {
      array.add(value());
      return;
    }
    int index = random.nextInt(array.size());
    switch (random.nextInt(4)) {
      case 0 -> array.remove(index);
      case 1 -> {
        var often = array.get(index);
        for (int i = random.nextInt(2_000); i > 0; i--) {
          array.add(often.deepCopy());
        }
      }
      default -> array.set(index, value());
    }
  }

  private JsonNode value() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> NODES.stringNode(one(TEXTS));
      case 3, 4 -> NODES.rawValueNode(new RawValue(one(NUMBERS)));
      case 5 -> random.nextBoolean() ? NODES.nullNode() : NODES.booleanNode(random.nextBoolean());
      case 6 -> NODES.objectNode();
      default -> NODES.arrayNode();
    };
  }

  /// Bytes that are no longer what they were.
  byte[] damaged(byte[] body) {
    return switch (random.nextInt(14)) {
      case 0 -> new byte[0];
      case 1 -> " \n\t".getBytes(StandardCharsets.UTF_8);
      case 2 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
      case 3 -> with(body, one(List.of(bytes(0), bytes(0xff), bytes(0xc0, 0x80), bytes(0x1f))));
      case 4 -> with(body, one(List.of(bytes(0xed, 0xa0, 0x80), bytes(0xf4, 0x90, 0x80, 0x80))));
      case 5 -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      case 6 -> joined(bytes(0xef, 0xbb, 0xbf), body);
      case 7 -> joined(body, body);
      case 8 -> nested("[");
      case 9 -> nested("{\"a\":");
      case 10 -> joined("/* a comment */".getBytes(StandardCharsets.UTF_8), body);
      case 11 -> twice(body);
      case 12 -> random.nextInt(20) == 0 ? huge() : flipped(body);
      default -> flipped(body);
    };
  }

  private byte[] nested(String opening) {
    return opening.repeat(1 + random.nextInt(DEEP)).getBytes(StandardCharsets.UTF_8);
  }

  /// Every field of the outermost object a second time.
  private static byte[] twice(byte[] body) {
    var text = new String(body, StandardCharsets.UTF_8);
    return text.startsWith("{") && text.endsWith("}") && text.length() > 2
        ? (text.substring(0, text.length() - 1) + "," + text.substring(1))
            .getBytes(StandardCharsets.UTF_8)
        : joined(body, body);
  }

  private static byte[] huge() {
    var body = new byte[HUGE];
    Arrays.fill(body, (byte) 'a');
    body[0] = '"';
    body[HUGE - 1] = '"';
    return body;
  }

  private byte[] flipped(byte[] body) {
    var changed = body.clone();
    for (int i = 1 + random.nextInt(3); i > 0 && changed.length > 0; i--) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private byte[] with(byte[] body, byte[] inserted) {
    int at = random.nextInt(body.length + 1);
    return joined(
        joined(Arrays.copyOf(body, at), inserted), Arrays.copyOfRange(body, at, body.length));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
