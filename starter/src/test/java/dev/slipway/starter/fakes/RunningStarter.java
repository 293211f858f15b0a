package dev.slipway.starter.fakes;

import dev.slipway.starter.StarterApplication;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole starter on its own port, over an in-memory Temporal and store. */
public final class RunningStarter implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** The token of every starter of this JVM, as its owner holds it. */
  public static final String TOKEN = "0123456789abcdef".repeat(4);

  /** What its owner is called. */
  public static final String OWNER = System.getProperty("user.name");

  private static final Path TOKEN_FILE = tokenFile();

  private final @Nullable TestWorkflowEnvironment environment;
  private final @Nullable FakeVisibility visibility;
  private final ConfigurableApplicationContext context;
  private final URI base;
  private final HttpClient http = HttpClient.newHttpClient();

  /** A response. */
  public record Reply(int status, HttpResponse<String> response) {
    public String body() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The text at a path such as {@code steps/0/name}; empty when there is none. */
    public String text(String path) {
      JsonNode node = MAPPER.readTree(body()).at("/" + path);
      return node.isMissingNode() ? "" : node.asString();
    }

    public Collection<String> names() {
      return names("");
    }

    /** The names of the fields of the object at a path. */
    public Collection<String> names(String path) {
      JsonNode node = MAPPER.readTree(body());
      return (path.isEmpty() ? node : node.at("/" + path)).propertyNames();
    }
  }

  /** One server-sent event. */
  public record Event(String id, String name, String data) {}

  private RunningStarter(
      @Nullable TestWorkflowEnvironment environment,
      @Nullable FakeVisibility visibility,
      ConfigurableApplicationContext context) {
    this.environment = environment;
    this.visibility = visibility;
    this.context = context;
    int port =
        java.util.Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
            .getPort();
    this.base = URI.create("http://127.0.0.1:" + port);
  }

  private static Path tokenFile() {
    try {
      Path file = Files.createTempFile("slipway-token-", "");
      file.toFile().deleteOnExit();
      return Files.writeString(file, TOKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode json(String text) {
    return MAPPER.readTree(text);
  }

  public static RunningStarter open(FakeStorage storage, String... settings) {
    var visibility = new FakeVisibility();
    var options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder()
                    .setGrpcClientInterceptors(List.of(visibility))
                    .build())
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    SearchAttributes.ALL.forEach(
        key ->
            options.registerSearchAttribute(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options.build());
    return new RunningStarter(
        environment,
        visibility,
        start(
            storage,
            new TemporalConnection(
                environment.getWorkflowServiceStubs(), environment.getNamespace()),
            settings));
  }

  /** Over a Temporal of the caller's. */
  public static RunningStarter on(TemporalConnection temporal, FakeStorage storage) {
    return new RunningStarter(null, null, start(storage, temporal));
  }

  /** With nothing answering at Temporal's address. */
  public static RunningStarter openWithoutTemporal(FakeStorage storage, String... settings) {
    return new RunningStarter(null, null, start(storage, null, settings));
  }

  private static ConfigurableApplicationContext start(
      FakeStorage storage, @Nullable TemporalConnection temporal, String... settings) {
    return new SpringApplicationBuilder(StarterApplication.class)
        .properties("logging.level.root=WARN", "springdoc.api-docs.enabled=false")
        .initializers(
            (GenericApplicationContext context) -> {
              context.setAllowBeanDefinitionOverriding(true);
              context.registerBean(
                  "testStorage",
                  StarterStorage.class,
                  storage::ports,
                  definition -> definition.setPrimary(true));
              if (temporal != null) {
                context.registerBean(
                    "testTemporal",
                    TemporalConnection.class,
                    () -> temporal,
                    definition -> definition.setPrimary(true));
              }
            })
        .run(
            Stream.concat(
                    Stream.of(
                        "--server.port=0",
                        "--slipway.temporal.target=127.0.0.1:1",
                        "--slipway.sign-in.token-file=" + TOKEN_FILE),
                    Stream.of(settings))
                .toArray(String[]::new));
  }

  /** One more starter over the same server and store. */
  public RunningStarter another(FakeStorage storage, String... settings) {
    TestWorkflowEnvironment shared = java.util.Objects.requireNonNull(environment);
    return new RunningStarter(
        null,
        visibility,
        start(
            storage,
            new TemporalConnection(shared.getWorkflowServiceStubs(), shared.getNamespace()),
            settings));
  }

  public WorkflowClient temporal() {
    return java.util.Objects.requireNonNull(environment).getWorkflowClient();
  }

  /** How many questions Temporal's lists were asked, by all starters on it. */
  public int questions() {
    return java.util.Objects.requireNonNull(visibility).questions();
  }

  /** Its address, such as {@code 127.0.0.1:4711}. */
  public String authority() {
    return base.getAuthority();
  }

  /** One call that a controller handles. */
  public record Route(String method, String pattern) {}

  /** Every call under {@code /api}, as the server itself maps them. */
  public List<Route> routes() {
    return context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(
            info ->
                info.getPatternValues().stream()
                    .filter(pattern -> pattern.startsWith("/api"))
                    .flatMap(
                        pattern ->
                            info.getMethodsCondition().getMethods().stream()
                                .map(method -> new Route(method.name(), pattern))))
        .sorted(Comparator.comparing(Route::pattern).thenComparing(Route::method))
        .toList();
  }

  /** What the method behind a call under {@code /api} returns, as declared. */
  public Map<Route, Type> answers() {
    Map<Route, Type> answers = new LinkedHashMap<>();
    context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (info, handler) -> {
              for (String pattern : info.getPatternValues()) {
                for (var method : info.getMethodsCondition().getMethods()) {
                  answers.put(
                      new Route(method.name(), pattern),
                      handler.getMethod().getGenericReturnType());
                }
              }
            });
    return answers;
  }

  /** Any request at all. */
  public Reply send(String method, String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!List.of(headers).contains("Authorization") && !List.of(headers).contains("X-Nothing")) {
      request.header("Authorization", "Bearer " + TOKEN);
    }
    return send(request);
  }

  public Reply get(String path) {
    return send(request(path).GET());
  }

  public Reply delete(String path) {
    return send(request(path).DELETE());
  }

  public Reply post(String path, String body, String... headers) {
    var request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  /** Sends a form as a browser does; a redirect is not followed. */
  public Reply form(String path, String fields) {
    return post(path, fields, "Content-Type", "application/x-www-form-urlencoded");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", "application/json");
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response);
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** All events until the stream closes. */
  public List<Event> events(String id, @Nullable String lastEventId) {
    List<Event> events = new ArrayList<>();
    for (String block : eventsReply(id, lastEventId).body().split("\n\n")) {
      String eventId = field(block, "id: ");
      if (!eventId.isEmpty()) {
        events.add(new Event(eventId, field(block, "event: "), field(block, "data: ")));
      }
    }
    return events;
  }

  public int eventsStatus(String id, String lastEventId) {
    return eventsReply(id, lastEventId).status();
  }

  private Reply eventsReply(String id, @Nullable String lastEventId) {
    var request = request("/api/v1/deployments/" + id + "/events").GET();
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return send(request);
  }

  private static String field(String block, String name) {
    return block
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    context.close();
    if (environment != null) {
      environment.close();
    }
  }
}
