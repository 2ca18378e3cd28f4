package dev.archway.searchapi.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.searchapi.ServiceTest;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// docs/openapi.json is what the service is. Run with `-Darchway.openapi.write=true` the test
/// writes it.
@ServiceTest
@Import(OpenApiIT.Generator.class)
@TestPropertySource(
    properties = {
      "springdoc.api-docs.enabled=true",
      "springdoc.api-docs.version=openapi_3_1",
      "springdoc.paths-to-match=/api/**",
      "springdoc.override-with-generic-response=false"
    })
class OpenApiIT {
  private static final Path FILE = Path.of("..", "docs", "openapi.json");

  @LocalServerPort private int port;
  @Autowired private JsonMapper json;
  @Autowired private WireSchemas schemas;
  @Autowired private OpenApiWebMvcResource generator;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping handlers;

  /// Leaves the wire's types to [WireSchemas].
  @TestConfiguration
  static class Generator {
    @Bean
    WireSchemas wireSchemas(JsonMapper json) {
      return new WireSchemas(json);
    }

    @Bean
    ModelConverter wireTypes(WireSchemas schemas) {
      return new WireTypes(schemas);
    }
  }

  private record WireTypes(WireSchemas schemas) implements ModelConverter {
    @Override
    public Schema<?> resolve(
        AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
      var raw = json().constructType(type.getType()).getRawClass();
      if (WireSchemas.isOurs(raw)) {
        // Of a page the kind of its items counts, too.
        var schema = schemas.of(type.getType() instanceof ParameterizedType whole ? whole : raw);
        if (schema.has("$ref")) {
          return new Schema<>().$ref(schema.get("$ref").asString());
        }
      }
      return chain.next().resolve(type, context, chain);
    }

    private static com.fasterxml.jackson.databind.ObjectMapper json() {
      return io.swagger.v3.core.util.Json.mapper();
    }
  }

  @Test
  void theDescriptionInTheRepositoryIsThatOfTheService() throws Exception {
    var text = text();
    if (Boolean.getBoolean("archway.openapi.write")) {
      Files.writeString(FILE, text);
    }

    assertThat(Files.readString(FILE))
        .as(
            "the service has changed; write docs/openapi.json anew: mvn -pl search-api -am verify"
                + " -Dit.test=OpenApiIT -Dfailsafe.failIfNoSpecifiedTests=false"
                + " -Darchway.openapi.write=true")
        .isEqualTo(text);
  }

  @Test
  void everyExampleIsReadAsTheBodyOfItsOperationAndLosesNothing() throws Exception {
    for (var mapping : handlers.getHandlerMethods().entrySet()) {
      for (var pattern : mapping.getKey().getPatternValues()) {
        for (var method : mapping.getKey().getMethodsCondition().getMethods()) {
          if (pattern.startsWith("/api/")) {
            readExamples(method + " " + pattern, mapping.getValue());
          }
        }
      }
    }
  }

  @Test
  void nothingIsSaidOfOperationsThatThereAreNot() throws Exception {
    var there = new HashSet<String>();
    generated()
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .propertyNames()
                .forEach(
                    method -> there.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(Operations.all()).isEqualTo(there);
  }

  private void readExamples(String operation, HandlerMethod handler) throws IOException {
    var body =
        Arrays.stream(handler.getMethodParameters())
            .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
            .findFirst()
            .map(MethodParameter::getGenericParameterType);
    var examples = Operations.of(operation).examples();
    assertThat(examples.isEmpty()).as(operation + " has examples").isEqualTo(body.isEmpty());
    for (var example : examples.values()) {
      JsonNode written = json.valueToTree(example);
      if (body.orElseThrow().equals(byte[].class)) {
        assertThat(faults(written)).as(operation).isEmpty();
        continue;
      }
      Object read = json.readValue(written.toString(), json.constructType(body.orElseThrow()));
      assertThat(json.<JsonNode>valueToTree(read)).as(operation).isEqualTo(written);
    }
  }

  /// What is wrong with an experiment, of which what is left out is filled in.
  private String faults(JsonNode draft) throws IOException {
    var whole = json.createObjectNode().put("space", "mnasnet-small");
    draft.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + "/api/v1/experiments/validation"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(whole.toString()));
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return json.readTree(answer.body()).get("faults").values().stream()
          .map(JsonNode::toString)
          .collect(Collectors.joining());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private String text() throws Exception {
    // Or else examples would be written in another order each time.
    var sorted = json.rebuild().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    var document = new Description(sorted, schemas).of(generated());
    return json.rebuild()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(document)
        + "\n";
  }

  /// Springdoc's own address is not among those that anyone may call.
  private JsonNode generated() throws Exception {
    var request = new MockHttpServletRequest("GET", "/v3/api-docs");
    return json.readTree(generator.openapiJson(request, "/v3/api-docs", Locale.ROOT));
  }
}
