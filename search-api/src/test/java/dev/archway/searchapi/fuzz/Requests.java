package dev.archway.searchapi.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes requests from the description of the service: what is asked for, and mostly something that
/// is wrong with it. The same seed, operation and number make the same request, but for the
/// identifiers of what there is.
final class Requests {
  /// The share in a hundred that is as the description has it.
  private static final int RIGHT = 6;

  private static final int MOST_FAULTS = 3;
  private static final int LONGEST_VALUE = 1_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get");

  private static final List<String> SEGMENTS =
      List.of(
          "..",
          ".",
          "%2e%2e",
          "..%2f..%2f..%2fetc%2fpasswd",
          "%2f",
          "%5c..%5c",
          "%00",
          "a%00b",
          "%zz",
          "%",
          "%25",
          "%0d%0aX-Header:%201",
          "%ed%a0%80",
          "%ff%fe",
          "\u00e4\u00ff",
          "<script>",
          "{id}",
          "|^`",
          ";",
          ";jsessionid=1",
          "//",
          "*",
          "~",
          "42",
          "null",
          "a".repeat(3_000),
          "a".repeat(9_000));

  private static final List<String> MEDIA_TYPES =
      List.of(
          "text/plain",
          "text/html",
          "application/xml",
          "application/octet-stream",
          "application/json;charset=utf-16",
          "application/json;charset=nonsense",
          "application/yaml",
          "application/merge-patch+json",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/x-java-serialized-object",
          "*/*",
          "nonsense",
          "/",
          "a/b/c;;=",
          "");

  private static final List<String> ACCEPTED =
      List.of(
          "text/html",
          "image/png",
          "text/csv",
          "text/event-stream",
          "application/problem+json",
          "*/*;q=0",
          "nonsense",
          "/",
          "");

  private static final List<String> HEADERS =
      List.of(
          "Content-Encoding: gzip",
          "Transfer-Encoding: gzip",
          "Host: evil.example",
          "Host: ",
          "Origin: https://evil.example",
          "X-HTTP-Method-Override: DELETE",
          "X-Forwarded-For: 10.0.0.1",
          "X-Forwarded-Host: evil.example",
          "X-Forwarded-Prefix: /../",
          "Forwarded: for=\"_x\";host=evil.example",
          "Range: bytes=0-0,-1",
          "Range: bytes=9-1",
          "If-None-Match: *",
          "If-Modified-Since: yesterday",
          "Cookie: JSESSIONID=1; a=\"\\\"",
          "traceparent: 00-zz-zz-00",
          "traceparent: 00-00000000000000000000000000000001-0000000000000001-01",
          "baggage: a=b;c,=,",
          "Accept-Language: \u00ff",
          "Accept-Charset: nonsense",
          "X-Long: " + "a".repeat(7_000),
          "X-Longer: " + "a".repeat(9_000),
          "No colon",
          "X-Nul: \0",
          "X-Folded: a\r\n b");

  private final Stock stock;
  private final Samples samples;
  private final long seed;

  Requests(JsonNode document, Stock stock, long seed) {
    this.stock = stock;
    this.samples = new Samples(document);
    this.seed = seed;
  }

  Request make(Operation operation, int number) {
    var random =
        new SplittableRandom(
            seed * 1_000_003 + operation.name().hashCode() * 31L * 65_537 + number);
    return new Making(operation, random).request();
  }

  /// One request as it comes to be.
  private final class Making {
    private final Operation operation;
    private final RandomGenerator random;
    private final Mischief mischief;
    private final List<String> query = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();
    private String method;
    private String path;
    private byte[] body = {};

    Making(Operation operation, RandomGenerator random) {
      this.operation = operation;
      this.random = random;
      this.mischief = new Mischief(random);
      this.method = operation.method();
      this.path = operation.path();
    }

    Request request() {
      boolean right = random.nextInt(100) < RIGHT;
      int faults = right ? 0 : 1 + random.nextInt(MOST_FAULTS);
      var media = media();
      JsonNode tree = tree(media);
      parameters();
      headers.add("Authorization: Bearer " + stock.adminToken());
      for (int i = 0; i < faults; i++) {
        switch (random.nextInt(tree.isMissingNode() ? 6 : 14)) {
          case 0, 1 -> misaddress();
          case 2 -> missay();
          case 3 -> mistake();
          case 4 -> misname();
          case 5 -> misask();
          default -> tree = mischief.spoilt(tree);
        }
      }
      if (!tree.isMissingNode()) {
        body = JSON.writeValueAsBytes(tree);
      } else if (media.equals("application/octet-stream")) {
        body = stock.content();
      }
      if (!right && !media.isEmpty() && random.nextInt(5) == 0) {
        body = mischief.damaged(body);
      }
      return finished(media);
    }

    /// The one that is sent; empty if the operation takes no body.
    private String media() {
      var types = List.copyOf(operation.bodies().keySet());
      return types.isEmpty() ? "" : mischief.one(types);
    }

    /// What the body is made from; missing if there is none, or it is no JSON.
    private JsonNode tree(String media) {
      // YAML takes JSON, and has the examples of JSON.
      var body = operation.bodies().get("application/json");
      if (media.isEmpty() || body == null) {
        return JSON.missingNode();
      }
      var examples = body.examples();
      var tree =
          examples.isEmpty() || random.nextInt(4) == 0
              ? samples.of(body.schema(), random)
              : mischief.one(examples).deepCopy();
      stock.fit(operation, tree);
      return tree;
    }

    private void parameters() {
      for (var parameter : operation.in("path")) {
        path = path.replace("{" + parameter.name() + "}", stock.value(operation, parameter.name()));
      }
      for (var parameter : operation.in("query")) {
        boolean needed = parameter.required() && !parameter.name().equals("format");
        if (needed || random.nextInt(8) == 0) {
          var known = stock.value(operation, parameter.name());
          var value = known.isEmpty() ? samples.of(parameter.schema(), random).asString("") : known;
          query.add(parameter.name() + "=" + encoded(value));
        }
      }
      for (var parameter : operation.in("header")) {
        if (!parameter.name().equals("Last-Event-ID")) {
          headers.add(
              parameter.name()
                  + ": "
                  + (parameter.name().equals("If-Match") ? "*" : "key-" + random.nextLong()));
        }
      }
    }

    /// Another thing, or no thing at all, in the path.
    private void misaddress() {
      var segments = new ArrayList<>(List.of(path.substring(1).split("/")));
      int at = operation.path().contains("{") ? 3 : segments.size() - 1;
      at = Math.min(at, segments.size() - 1);
      switch (random.nextInt(8)) {
        case 0 -> segments.set(at, new UUID(random.nextLong(), random.nextLong()).toString());
        case 1 -> segments.set(at, encoded(mischief.text()));
        case 2 -> segments.set(at, segments.get(at) + mischief.one(SEGMENTS));
        case 3 -> segments.add(mischief.one(SEGMENTS));
        case 4 -> segments.add(random.nextInt(segments.size()), mischief.one(SEGMENTS));
        default -> segments.set(at, mischief.one(SEGMENTS));
      }
      path = "/" + String.join("/", segments);
    }

    /// Another value of a parameter, the same one twice, or one that there is not.
    private void missay() {
      var names = new ArrayList<>(operation.in("query").stream().map(p -> p.name()).toList());
      names.add("unknown");
      var name = mischief.one(names);
      switch (random.nextInt(6)) {
        case 0 -> query.removeIf(said -> said.startsWith(name + "="));
        case 1 -> query.add(name);
        case 2 -> query.add(name + "=" + mischief.one(SEGMENTS));
        case 3 -> query.add(name + "=" + cursor());
        default -> {
          query.removeIf(said -> said.startsWith(name + "="));
          query.add(name + "=" + encoded(mischief.text()));
        }
      }
    }

    /// A place in a list that no list gave out.
    private String cursor() {
      var keys = new ArrayList<String>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        keys.add(mischief.text());
      }
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(String.join("\u001f", keys).getBytes(StandardCharsets.UTF_8));
    }

    /// Someone else's token, a wrong one, or none.
    private void mistake() {
      headers.removeIf(header -> header.startsWith("Authorization:"));
      switch (random.nextInt(8)) {
        case 0 -> {}
        case 1 -> headers.add("Authorization: Basic YWRtaW46YWRtaW4=");
        case 2 -> headers.add("Authorization: Bearer " + headerValue());
        case 3 -> {
          headers.add("Authorization: Bearer " + stock.adminToken());
          headers.add("Authorization: Bearer " + stock.wrongToken());
        }
        case 4 -> headers.add("Authorization: Bearer " + stock.wrongToken());
        default -> headers.add("Authorization: Bearer " + mischief.one(stock.tokens()));
      }
    }

    private void misname() {
      switch (random.nextInt(5)) {
        case 0 -> headers.add("Accept: " + mischief.one(ACCEPTED));
        case 1 -> headers.add("If-Match: " + headerValue());
        case 2 -> {
          headers.removeIf(header -> header.startsWith("Idempotency-Key:"));
          // Few, so that they come again.
          headers.add("Idempotency-Key: " + (random.nextBoolean() ? "again" : headerValue()));
        }
        case 3 -> headers.add("Last-Event-ID: " + headerValue());
        default -> headers.add(mischief.one(HEADERS));
      }
    }

    private String headerValue() {
      var text = mischief.text().replaceAll("[\r\n]", "").replaceAll("[^\0-\u00ff]", "\u00ff");
      return text.substring(0, Math.min(text.length(), LONGEST_VALUE));
    }

    private void misask() {
      if (random.nextInt(3) == 0) {
        method = mischief.one(METHODS);
      } else {
        headers.add("Content-Type: " + mischief.one(MEDIA_TYPES));
      }
    }

    private Request finished(String media) {
      if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
        headers.addFirst("Host: 127.0.0.1");
      }
      if (!media.isEmpty() && headers.stream().noneMatch(h -> h.startsWith("Content-Type:"))) {
        headers.add("Content-Type: " + media);
      }
      if (body.length > 0 || !media.isEmpty()) {
        headers.add("Content-Length: " + body.length);
      }
      var target = query.isEmpty() ? path : path + "?" + String.join("&", query);
      return new Request(method, target, List.copyOf(headers), body);
    }

    private static String encoded(String value) {
      var cut = value.substring(0, Math.min(value.length(), LONGEST_VALUE));
      return URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }
}
