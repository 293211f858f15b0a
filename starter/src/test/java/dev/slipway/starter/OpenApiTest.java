package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.openapi.OpenApiConfiguration;
import dev.slipway.openapi.OpenApiDocument;
import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.CheckRequestReader;
import dev.slipway.starter.requests.DeploymentRequestReader;
import dev.slipway.starter.requests.DriftRequestReader;
import dev.slipway.starter.requests.EstimateRequestReader;
import dev.slipway.starter.requests.InvocationReader;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.starter.requests.ReuseRequestReader;
import dev.slipway.starter.requests.TokenRequestReader;
import dev.slipway.starter.requests.TtlRequestReader;
import dev.slipway.starter.requests.Upload;
import dev.slipway.starter.views.DeploymentResponse;
import dev.slipway.workflows.timeline.DeploymentView;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The specification says what the server does; what is added to only one of them is reported. */
class OpenApiTest {
  private static final Set<String> NOTHING_TO_SAY =
      Set.of("/api/v1/tickets", "/api/v1/workers/{build}/promote");

  private static final String AGENT = "/api/v1/agents/{region}/{stackName}";
  private static final String DEPLOYMENT = "/api/v1/deployments/{id}/";
  private static final String KNOWN = "known fields: ";
  private static final Path DOCUMENT = Path.of("../docs/reference/openapi.json");
  private static final boolean WRITE = Boolean.getBoolean("slipway.docs.write");

  /** A reader that does not know a field names all that it does know. */
  static final Map<String, Consumer<JsonNode>> READERS =
      Map.ofEntries(
          Map.entry("/api/v1/deployments", b -> new DeploymentRequestReader().read(b, null)),
          Map.entry(
              DEPLOYMENT + "retry",
              b -> new PatchReader().readRetry(Upload.of(b), Optional.empty())),
          Map.entry(
              DEPLOYMENT + "retry/diff",
              b -> new PatchReader().readRetry(Upload.of(b), Optional.empty())),
          Map.entry(DEPLOYMENT + "approve", b -> new PatchReader().readApproval(b)),
          Map.entry(DEPLOYMENT + "cancel", b -> new PatchReader().readDecision(b)),
          Map.entry(DEPLOYMENT + "abort", b -> new PatchReader().readDecision(b)),
          Map.entry(DEPLOYMENT + "reject", b -> new PatchReader().readDecision(b)),
          Map.entry(AGENT, b -> new PatchReader().readDecision(b)),
          Map.entry(AGENT + "/rollback", b -> new ReuseRequestReader().readRollback(b, null)),
          Map.entry(AGENT + "/redeploy", b -> new ReuseRequestReader().readRedeploy(b, null)),
          Map.entry(AGENT + "/ttl", b -> new TtlRequestReader().read(b)),
          Map.entry(AGENT + "/drift", b -> new DriftRequestReader().read(b)),
          Map.entry(AGENT + "/invoke", b -> new InvocationReader().read(b)),
          Map.entry("/api/v1/check", b -> new CheckRequestReader().read(b)),
          Map.entry("/api/v1/tokens", b -> new TokenRequestReader().read(b)),
          Map.entry("/api/v1/login/exchange", b -> new TokenRequestReader().readExchange(b)),
          Map.entry("/api/v1/page-links", b -> new TokenRequestReader().readLink(b)),
          Map.entry("/api/v1/estimate", b -> new EstimateRequestReader().read(b)));

  private static RunningStarter starter;
  private static JsonNode specification;

  @BeforeAll
  static void open() {
    starter =
        RunningStarter.openWithoutTemporal(new FakeStorage(), OpenApiConfiguration.settings());
    specification = OpenApiConfiguration.generatedBy(starter);
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  @Test
  void everyCallIsListed_withItsProblems() {
    assertThat(routes()).isNotEmpty();
    assertThat(routes())
        .allSatisfy(
            route ->
                assertThat(
                        operation(route)
                            .at("/responses/default/content/application~1problem+json/schema/$ref")
                            .asString())
                    .isEqualTo("#/components/schemas/Problem"));
    assertThat(properties("Problem")).contains("errors", "current_status", "deployment_id");
  }

  /** The change of an interface shows in the change's review, as a difference of this file. */
  @Test
  void theSpecificationInTheDocuments_isWhatTheCodeSays() throws IOException {
    String generated = OpenApiDocument.of(specification);
    if (WRITE) {
      Files.writeString(DOCUMENT, generated);
    }

    assertThat(Files.readString(DOCUMENT))
        .as(
            "docs/reference/openapi.json is out of date; write it again with: mvn test -pl starter -am"
                + " -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dslipway.docs.write=true")
        .isEqualTo(generated);
  }

  /** Nothing is generated for anyone: the starter has no generator. */
  @Test
  void theSpecificationThatIsServed_isTheOneInTheDocuments_withTheServersAddress()
      throws IOException {
    assumeThat(WRITE).as("the document was packed before it was written").isFalse();
    var served = (ObjectNode) RunningStarter.json(starter.get("/openapi.json").body());

    assertThat(served.remove("servers"))
        .isEqualTo(RunningStarter.json("[{\"url\":\"http://%s\"}]".formatted(starter.authority())));
    assertThat(served).isEqualTo(RunningStarter.json(Files.readString(DOCUMENT)));
  }

  @Test
  void everyPostHasItsBody() {
    assertThat(routes().stream().filter(route -> route.method().equals("POST")))
        .extracting(RunningStarter.Route::pattern)
        .filteredOn(path -> !NOTHING_TO_SAY.contains(path))
        .allSatisfy(path -> assertThat(READERS).containsKey(path));
  }

  @Test
  void listsHaveTheParametersThatTheyAccept() {
    for (String path : List.of("/api/v1/deployments", "/api/v1/agents")) {
      String hint = starter.get(path + "?zzz=1").text("errors/0/hint");
      assertThat(
              operation(new RunningStarter.Route("GET", path))
                  .path("parameters")
                  .findValuesAsString("name"))
          .containsExactly(hint.substring("known parameters: ".length()).split(", "));
    }
  }

  @Test
  void bodiesHaveTheFieldsThatTheirReadersAccept() {
    assertThat(READERS)
        .allSatisfy(
            (path, reader) ->
                assertThat(documented(path)).containsExactlyInAnyOrderElementsOf(known(reader)));
  }

  @Test
  void patchesHaveTheFieldsThatTheirReaderAccepts() {
    JsonNode patch = RunningStarter.json("{\"patch\":{\"zzzzzzzzzzzzzzzz\":1}}");
    var reader = new PatchReader();
    var current = Optional.of(DeploymentSpec.named(new FunctionName("any")));

    var refused =
        catchThrowableOfType(
            ProblemException.class, () -> reader.readRetry(Upload.of(patch), current));

    String hint = Objects.requireNonNull(refused.problem().errors().getFirst().hint());
    assertThat(properties("Patch"))
        .containsExactlyInAnyOrder(hint.substring(KNOWN.length()).split(", "));
  }

  /** An empty invocation is refused because one of several fields is missing. */
  @Test
  void bodiesRequireTheFieldsThatTheirReadersMiss() {
    assertThat(READERS)
        .allSatisfy(
            (path, reader) ->
                assertThat(
                        body(path).path("required").valueStream().map(JsonNode::asString).toList())
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(
                        path.endsWith("/invoke") ? List.of() : missing(reader)));
  }

  @Test
  void specificationIsValid() throws IOException {
    try (InputStream schema =
        Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("openapi-3.1-schema.json"))) {
      var validator =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);

      assertThat(validator.validate(specification)).isEmpty();
      JsonNode broken = ((ObjectNode) specification.deepCopy()).put("openapi", "2.0");
      assertThat(validator.validate(broken)).as("what is no OpenAPI 3.1").isNotEmpty();
    }
  }

  /** Clients are generated from them: a name that springdoc made up changes with the next call. */
  @Test
  void everyCallHasANameOfItsOwn() {
    List<String> names =
        routes().stream().map(route -> operation(route).path("operationId").asString()).toList();

    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][A-Za-z]+"));
  }

  @Test
  void answersHaveTheFieldsOfTheirRecords() {
    Map<RunningStarter.Route, Type> answers = starter.answers();
    Set<Class<?>> seen = new HashSet<>();
    for (RunningStarter.Route route : routes()) {
      compare(
          Objects.requireNonNull(answers.get(route)),
          operation(route).path("responses").values().iterator().next(),
          seen);
    }
    assertThat(seen).contains(DeploymentResponse.class, DeploymentView.FailureView.class);
  }

  @Test
  void whatIsUnwrapped_isRequiredAsMuchAsWhatIsNot() {
    assertThat(
            specification
                .at("/components/schemas/CheckResponse/required")
                .valueStream()
                .map(JsonNode::asString))
        .contains("ok", "errors", "models", "target")
        .doesNotContain("entry_point", "project");
  }

  /** A record against the schema that is named where it is used, and so on inwards. */
  private static void compare(Type type, JsonNode use, Set<Class<?>> seen) {
    if (type instanceof ParameterizedType generic) {
      compare(last(generic.getActualTypeArguments()), use, seen);
    } else if (type instanceof Class<?> answer && answer.isRecord() && seen.add(answer)) {
      JsonNode reference = use.findValue("$ref");
      if (isPlainText(answer)) {
        return;
      }
      assertThat(reference).as("schema of %s in %s", answer, use).isNotNull();
      JsonNode properties = specification.at(reference.asString().substring(1)).path("properties");
      assertThat(properties.propertyNames())
          .as("%s", answer)
          .containsExactlyInAnyOrderElementsOf(components(answer).keySet());
      components(answer).forEach((name, inner) -> compare(inner, properties.path(name), seen));
    }
  }

  private static Type last(Type[] arguments) {
    return arguments[arguments.length - 1];
  }

  private static boolean isPlainText(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
  }

  private static Map<String, Type> components(Class<?> type) {
    Map<String, Type> components = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        components.putAll(components(component.getType()));
        continue;
      }
      JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
      components.put(
          named == null ? snake(component.getName()) : named.value(), component.getGenericType());
    }
    return components;
  }

  private static List<RunningStarter.Route> routes() {
    return starter.routes().stream().filter(r -> r.pattern().startsWith("/api/v1")).toList();
  }

  private static JsonNode operation(RunningStarter.Route route) {
    return specification
        .path("paths")
        .path(route.pattern())
        .path(route.method().toLowerCase(Locale.ROOT));
  }

  private static List<String> documented(String path) {
    return List.copyOf(body(path).path("properties").propertyNames());
  }

  private static JsonNode body(String path) {
    JsonNode item = specification.path("paths").path(path);
    JsonNode operation = item.has("post") ? item.path("post") : item.path("delete");
    return followed(operation.at("/requestBody/content/application~1json/schema"));
  }

  private static JsonNode followed(JsonNode schema) {
    return specification.at(schema.path("$ref").asString().substring(1));
  }

  private static List<String> missing(Consumer<JsonNode> reader) {
    try {
      reader.accept(RunningStarter.json("{}"));
      return List.of();
    } catch (ProblemException refused) {
      return refused.problem().errors().stream().map(FieldError::field).toList();
    }
  }

  private static List<String> known(Consumer<JsonNode> reader) {
    JsonNode stray = RunningStarter.json("{\"zzzzzzzzzzzzzzzz\":1}");
    var refused = catchThrowableOfType(ProblemException.class, () -> reader.accept(stray));
    return refused.problem().errors().stream()
        .map(FieldError::hint)
        .filter(Objects::nonNull)
        .filter(hint -> hint.startsWith(KNOWN))
        .map(hint -> List.of(hint.substring(KNOWN.length()).split(", ")))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> properties(String schema) {
    return List.copyOf(
        specification.at("/components/schemas/" + schema + "/properties").propertyNames());
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
