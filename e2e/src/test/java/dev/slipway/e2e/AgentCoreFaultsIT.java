package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.HeldCloud;
import dev.slipway.e2e.harness.RuntimeFault;
import dev.slipway.e2e.harness.RuntimeFaults;
import dev.slipway.e2e.harness.RuntimeReading;
import dev.slipway.e2e.harness.RuntimeRequest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * AgentCore fails, with its own errors, at each of its calls. What passes is retried, with one
 * version for each deployment; what does not leaves callers where they were, leaves nothing of a
 * first deployment, or waits for a person, as requested.
 */
class AgentCoreFaultsIT {
  /** More than the SDK's own three attempts, so that a whole attempt of the step fails. */
  private static final int LONGER_THAN_THE_SDK = 4;

  /** Whether every row is tried: some fifty builds, and as many agents. */
  private static final boolean ALL = "all".equals(System.getenv("SLIPWAY_TEST_FAULTS"));

  /** Deployments mostly wait; more of them would wait for each other's builds. */
  private static final int AT_A_TIME = 4;

  /** What was done then is found, and not asked for again. */
  private static final int AS_LONG_AS_THE_SDK = 3;

  private static final List<RuntimeRequest> CALLS_OF_A_FIRST =
      List.of(
          RuntimeRequest.CREATE,
          RuntimeRequest.READ_VERSION,
          RuntimeRequest.CREATE_CANDIDATE,
          RuntimeRequest.READ_CANDIDATE,
          RuntimeRequest.CREATE_LIVE,
          RuntimeRequest.DELETE_CANDIDATE);
  private static final List<RuntimeRequest> CALLS_OF_AN_UPDATE =
      List.of(
          RuntimeRequest.LIST_VERSIONS,
          RuntimeRequest.UPDATE,
          RuntimeRequest.READ_LIVE,
          RuntimeRequest.MOVE_LIVE);

  /** What passes; the agent is deployed in it, and deployed again. */
  enum Weather {
    THROTTLED(LONGER_THAN_THE_SDK, refusal(429, "ThrottlingException", "Rate exceeded")),
    ANSWERS_WITH_ERRORS(
        LONGER_THAN_THE_SDK, refusal(500, "InternalServerException", "We are sorry")),
    HANGS_UP(LONGER_THAN_THE_SDK, RuntimeFault.hangUp()),
    LOSES_ITS_ANSWERS(AS_LONG_AS_THE_SDK, RuntimeFault.lostAnswer()),
    BUSY_WITH_ANOTHER_CHANGE(
        1,
        refusal(409, "ConflictException", "Agent runtime is in UPDATING state"),
        List.of(
            RuntimeRequest.CREATE_CANDIDATE,
            RuntimeRequest.CREATE_LIVE,
            RuntimeRequest.DELETE_CANDIDATE),
        List.of(RuntimeRequest.UPDATE, RuntimeRequest.MOVE_LIVE)),
    ROLE_NOT_KNOWN_YET(
        2,
        refusal(
            400,
            "ValidationException",
            "Role validation failed for 'arn:aws:iam::000000000000:role/any'. Please verify that the"
                + " role exists and its trust policy allows assumption by this service"),
        List.of(RuntimeRequest.CREATE),
        List.of(RuntimeRequest.UPDATE)),
    SLOW_TO_CREATE(
        3,
        RuntimeFault.shows("CREATING"),
        List.of(RuntimeRequest.READ_VERSION, RuntimeRequest.READ_CANDIDATE),
        List.of()),
    SLOW_TO_UPDATE(
        3,
        RuntimeFault.shows("UPDATING"),
        List.of(),
        List.of(RuntimeRequest.READ_VERSION, RuntimeRequest.READ_LIVE));

    private final int times;

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final RuntimeFault fault;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<RuntimeRequest> first;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<RuntimeRequest> update;

    Weather(int times, RuntimeFault fault) {
      this(times, fault, CALLS_OF_A_FIRST, CALLS_OF_AN_UPDATE);
    }

    Weather(
        int times, RuntimeFault fault, List<RuntimeRequest> first, List<RuntimeRequest> update) {
      this.times = times;
      this.fault = fault;
      this.first = first;
      this.update = update;
    }

    private String agent() {
      return "cw-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void live() {
      deploy(first, "good old");
      deploy(update, "brave new");
      var runtime = new RuntimeReading(cloud.world(), agent());
      assertThat(runtime.versions()).containsExactly("1", "2");
      assertThat(runtime.endpoints()).isEqualTo(Map.of("DEFAULT", "2", "live", "2"));
    }

    private void deploy(List<RuntimeRequest> calls, String words) {
      calls.forEach(call -> faults.add(agent(), call, times, fault));
      requireSucceeded(begin(agent(), words, "compensate"));
      assertThat(faults.left(agent())).isEmpty();
      assertThat(Agents.ask(cloud.api(), agent())).isEqualTo(words);
    }
  }

  /** What does not pass, at a first deployment and at an update. */
  enum Trouble {
    VERSION_FAILS("RuntimeFailed"),
    VERSION_REFUSED("RuntimeFailed"),
    VERSION_DENIED("AccessDenied"),
    VERSION_OVER_THE_QUOTA("QuotaExceeded"),
    CANDIDATE_FAILS("LiveMismatch"),
    CANDIDATE_OVER_THE_QUOTA("QuotaExceeded"),
    LIVE_FAILS("LiveMismatch"),
    LIVE_DENIED("AccessDenied");

    private final String type;

    Trouble(String type) {
      this.type = type;
    }

    private String agent() {
      return "ct-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void strike(String agent) {
      switch (this) {
        case VERSION_FAILS -> {
          var fails = RuntimeFault.failedVersions(failing(agent));
          faults.add(agent, RuntimeRequest.READ_VERSION, fails);
          faults.add(agent, RuntimeRequest.LIST_VERSIONS, fails);
        }
        case VERSION_REFUSED ->
            refuse(agent, 400, "ValidationException", "The artifact is no artifact");
        case VERSION_DENIED -> refuse(agent, 403, "AccessDeniedException", "Not today");
        case VERSION_OVER_THE_QUOTA ->
            refuse(agent, 402, "ServiceQuotaExceededException", "No more of them");
        case CANDIDATE_FAILS ->
            faults.between(
                RuntimeRequest.CREATE_CANDIDATE,
                RuntimeRequest.DELETE_CANDIDATE,
                agent,
                RuntimeRequest.READ_CANDIDATE,
                RuntimeFault.shows("CREATE_FAILED"));
        case CANDIDATE_OVER_THE_QUOTA ->
            faults.add(
                agent,
                RuntimeRequest.CREATE_CANDIDATE,
                refusal(402, "ServiceQuotaExceededException", "No more of them"));
        case LIVE_FAILS -> {
          faults.between(
              RuntimeRequest.CREATE_LIVE,
              RuntimeRequest.DELETE_LIVE,
              agent,
              RuntimeRequest.READ_LIVE,
              RuntimeFault.shows("CREATE_FAILED"));
          faults.between(
              RuntimeRequest.MOVE_LIVE,
              RuntimeRequest.MOVE_LIVE,
              agent,
              RuntimeRequest.READ_LIVE,
              RuntimeFault.shows("UPDATE_FAILED"));
        }
        case LIVE_DENIED -> {
          var denied = refusal(403, "AccessDeniedException", "Not today");
          faults.add(agent, RuntimeRequest.CREATE_LIVE, denied);
          faults.add(agent, RuntimeRequest.MOVE_LIVE, denied);
        }
      }
    }

    private static void refuse(String agent, int status, String code, String message) {
      faults.add(agent, RuntimeRequest.CREATE, refusal(status, code, message));
      faults.add(agent, RuntimeRequest.UPDATE, refusal(status, code, message));
    }

    /** A version that has failed stays as it is, whatever is tried then. */
    private static String[] failing(String agent) {
      return agent.endsWith("-first") ? new String[] {"1"} : new String[] {"2", "3"};
    }

    /** A retry finds the version that was made before, unless that has failed. */
    private List<String> versions() {
      return this == VERSION_FAILS ? List.of("1", "2", "3", "4") : List.of("1", "2");
    }

    void leaveNothing() {
      String agent = agent() + "-first";
      strike(agent);
      requireFailed(begin(agent, "never", "compensate"), type);
      assertThat(cloud.world().thingsNamed(agent)).isEmpty();
      assertThat(cloud.world().thingsNamed(agent.replace('-', '_'))).isEmpty();
      assertThat(new RuntimeReading(cloud.world(), agent).id()).isEmpty();
    }

    void leaveCallersWhereTheyWere() {
      requireSucceeded(begin(agent(), "good old", "compensate"));
      strike(agent());
      requireFailed(begin(agent(), "brave new", "compensate"), type);
      faults.clear(agent());
      assertThat(new RuntimeReading(cloud.world(), agent()).endpoints())
          .containsEntry("live", "1")
          .doesNotContainKey("candidate");
      assertThat(Agents.ask(cloud.api(), agent())).isEqualTo("good old");
    }

    void waitForAPerson() {
      strike(agent());
      String id = begin(agent(), "brave new", "park");
      JsonNode parked = cloud.api().awaitStatus(id, Set.of("parked", "failed", "succeeded"));
      assertThat(parked.path("status").asText()).as("%s", parked).isEqualTo("parked");
      assertThat(parked.path("failure").path("type").asText()).isEqualTo(type);
      if (!lasts()) {
        faults.clear(agent());
      }
      var retried = cloud.api().post("/deployments/" + id + "/retry", Map.of("reason", "mended"));
      assertThat(retried.status()).as("%s", retried).isEqualTo(202);
      requireSucceeded(id);
      var runtime = new RuntimeReading(cloud.world(), agent());
      String newest = versions().getLast();
      assertThat(runtime.versions()).isEqualTo(versions());
      assertThat(runtime.endpoints()).isEqualTo(Map.of("DEFAULT", newest, "live", newest));
      assertThat(Agents.ask(cloud.api(), agent())).isEqualTo("brave new");
    }

    /** What has failed is still there when a person retries. */
    private boolean lasts() {
      return this == VERSION_FAILS || this == CANDIDATE_FAILS || this == LIVE_FAILS;
    }
  }

  private static final Map<Weather, CompletableFuture<?>> WEATHERED = new EnumMap<>(Weather.class);
  private static final Map<Trouble, CompletableFuture<?>> FIRST = new EnumMap<>(Trouble.class);
  private static final Map<Trouble, CompletableFuture<?>> UPDATED = new EnumMap<>(Trouble.class);
  private static final Map<Trouble, CompletableFuture<?>> PARKED = new EnumMap<>(Trouble.class);

  private static HeldCloud cloud;
  private static RuntimeFaults faults;
  private static ExecutorService lives;

  @BeforeAll
  static void liveThroughAllOfIt() {
    cloud = new HeldCloud();
    faults = RuntimeFaults.in(cloud);
    lives = Executors.newFixedThreadPool(AT_A_TIME);
    for (Trouble trouble : troubles()) {
      FIRST.put(trouble, CompletableFuture.runAsync(trouble::leaveNothing, lives));
      var updated = CompletableFuture.runAsync(trouble::leaveCallersWhereTheyWere, lives);
      UPDATED.put(trouble, updated);
      PARKED.put(trouble, updated.thenRunAsync(trouble::waitForAPerson, lives));
    }
    for (Weather weather : weathers()) {
      WEATHERED.put(weather, CompletableFuture.runAsync(weather::live, lives));
    }
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      lives.shutdownNow();
      cloud.close();
    }
  }

  static List<Weather> weathers() {
    return ALL ? List.of(Weather.values()) : List.of(Weather.LOSES_ITS_ANSWERS);
  }

  static List<Trouble> troubles() {
    return ALL ? List.of(Trouble.values()) : List.of(Trouble.VERSION_FAILS, Trouble.LIVE_DENIED);
  }

  @ParameterizedTest
  @MethodSource("weathers")
  void whatPasses_isRetried_withOneVersionForEachDeployment(Weather weather) throws Exception {
    ended(WEATHERED.get(weather));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void firstDeployment_leavesNothing(Trouble trouble) throws Exception {
    ended(FIRST.get(trouble));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void update_leavesCallersWhereTheyWere(Trouble trouble) throws Exception {
    ended(UPDATED.get(trouble));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void parkedUpdate_isFinishedByARetry(Trouble trouble) throws Exception {
    ended(PARKED.get(trouble));
  }

  private static void ended(@Nullable CompletableFuture<?> life) throws Exception {
    Objects.requireNonNull(life).get();
  }

  @Test
  void runtimeOfSomeoneElse_isNotTouched() {
    String name = "ct-foreign";
    cloud
        .world()
        .runtimes
        .createAgentRuntime(
            request ->
                request
                    .agentRuntimeName("ct_foreign")
                    .description("mine")
                    .roleArn("arn:aws:iam::000000000000:role/mine")
                    .networkConfiguration(network -> network.networkMode("PUBLIC"))
                    .agentRuntimeArtifact(
                        artifact ->
                            artifact.containerConfiguration(
                                container ->
                                    container.containerUri(
                                        "000000000000.dkr.ecr.us-east-1.amazonaws.com/a:1"))));

    requireFailed(begin(name, "never", "compensate"), "NameTaken");

    var runtime = new RuntimeReading(cloud.world(), name);
    assertThat(runtime.versions()).containsExactly("1");
    assertThat(runtime.endpoints()).isEqualTo(Map.of("DEFAULT", "1"));
    assertThat(cloud.world().thingsNamed(name)).isEmpty();
  }

  private static RuntimeFault refusal(int status, String code, String message) {
    return RuntimeFault.refusal(status, code, message);
  }

  private static String begin(String agent, String words, String onFailure) {
    var wanted = new HashMap<String, Object>();
    wanted.put("deployment_type", "agentcore");
    wanted.put("runtime", "auto");
    wanted.put("on_failure", onFailure);
    return cloud.api().deploy(agent, Agents.saying(words), wanted);
  }

  private static void requireSucceeded(String id) {
    JsonNode view = cloud.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
  }

  private static void requireFailed(String id, String type) {
    JsonNode view = cloud.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("failed");
    assertThat(view.path("failure").path("type").asText()).as("%s", view).isEqualTo(type);
    assertThat(view.path("compensation").toString()).doesNotContain("\"action\":\"failed\"");
  }
}
