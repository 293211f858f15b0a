package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.LiveReading;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.StormyCloud;
import dev.slipway.e2e.harness.TemporalHistory;
import dev.slipway.e2e.harness.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a retry asks for is what is live afterwards, read back directly from AWS. */
class RetryIT {
  private static final Duration MAX_ROUND = Duration.ofMinutes(4);
  private static final String NEVER_SAID = "words that no agent here says";
  private static final boolean ALL = "all".equals(System.getenv("SLIPWAY_TEST_RETRIES"));

  /** Where a deployment is parked. */
  enum Parked {
    PREFLIGHT("preflight"),
    /** Its code was lost while it waited for its turn. */
    INJECT("inject"),
    /** Needs a package that no index has. */
    SAM_BUILD("samBuild"),
    PLAN_CHANGE("samDeploy"),
    SAM_DEPLOY("samDeploy"),
    SMOKE_TEST("smokeTest");

    private final String step;

    Parked(String step) {
      this.step = step;
    }
  }

  /** A role that Slipway has not made; the emulator simulates none that has a path. */
  private static final String ROLE = "arn:aws:iam::000000000000:role/retried";

  private static StormyCloud cloud;

  @BeforeAll
  static void start() {
    cloud = StormyCloud.start();
    cloud
        .world()
        .roles
        .createRole(
            role ->
                role.roleName("retried")
                    .assumeRolePolicyDocument(
                        """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                          "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
                        """));
    cloud
        .world()
        .roles
        .putRolePolicy(
            policy ->
                policy
                    .roleName("retried")
                    .policyName("all")
                    .policyDocument(
                        """
                        {"Version": "2012-10-17", "Statement": [
                          {"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}]}
                        """));
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  /**
   * Every other one on a first deployment, the rest on an update; {@code SLIPWAY_TEST_RETRIES=all}
   * tries all on both.
   */
  private static List<Map.Entry<Map<String, ?>, Map<String, String>>> patches(boolean update) {
    var patches = List.copyOf(patches().entrySet());
    return IntStream.range(0, patches.size())
        .filter(at -> ALL || at % 2 == (update ? 1 : 0))
        .mapToObj(patches::get)
        .toList();
  }

  /** Each with what must be read back, in addition to everything requested before it. */
  private static Map<Map<String, ?>, Map<String, String>> patches() {
    var patches = new LinkedHashMap<Map<String, ?>, Map<String, String>>();
    patches.put(Map.of("code", Agents.saying("patched")), Map.of("answer", "patched"));
    patches.put(Map.of("memory_size", 640), Map.of("memory_size", "640"));
    patches.put(Map.of("timeout", 45), Map.of("timeout", "45"));
    patches.put(Map.of("ephemeral_storage", 1024), Map.of("ephemeral_storage", "1024"));
    patches.put(
        Map.of("environment_variables", Map.of("MODE", "calm")), Map.of("env MODE", "calm"));
    patches.put(Map.of("requirements", List.of("tzdata")), Map.of("layer", "another"));
    patches.put(Map.of("tags", Map.of("team", "tide")), Map.of("tag team", "tide"));
    patches.put(
        Map.of("cors_allow_origin", "https://a.example"),
        Map.of("env SLIPWAY_CORS_ALLOW_ORIGIN", "https://a.example"));
    patches.put(Map.of("function_url_auth", "NONE", "allow_public", true), Map.of("url", "NONE"));
    patches.put(Map.of("enable_api_gateway", true), Map.of("outputs", "with ApiEndpoint"));
    patches.put(Map.of("enable_function_url", false), Map.of("url", "none"));
    patches.put(Map.of("tracing", true), Map.of("tracing", "Active"));
    patches.put(Map.of("log_retention_days", 7), Map.of("log_retention_days", "7"));
    patches.put(Map.of("reserved_concurrency", 3), Map.of("reserved_concurrency", "3"));
    patches.put(Map.of("provisioned_concurrency", 1), Map.of("provisioned_concurrency", "1"));
    patches.put(
        Map.of("managed_policies", List.of("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")),
        Map.of("managed_policies", "[arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]"));
    patches.put(
        Map.of("permissions", List.of(Map.of("Action", "dynamodb:PutItem", "Resource", "*"))),
        Map.of("permissions", "[[\"dynamodb:PutItem\"]]"));
    patches.put(
        Map.of("execution_role", ROLE, "managed_policies", List.of(), "permissions", List.of()),
        Map.of("execution_role", ROLE, "managed_policies", "[]", "permissions", "[]"));
    patches.put(Map.of("session", "s3"), Map.of("session", "s3"));
    patches.put(
        Map.of("session", "none", "isolation", "environment"),
        Map.of("session", "none", "env SLIPWAY_ISOLATION", "environment"));
    patches.put(Map.of("runtime", "python3.12"), Map.of("runtime", "python3.12"));
    patches.put(Map.of("architecture", "arm64"), Map.of("architecture", "arm64"));
    return patches;
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void parkedAtItsSmokeTest_eachFieldAlone_isLiveAfterItsRetry(boolean update) {
    String name = "retry-each-" + (update ? "update" : "first");
    var reading = new LiveReading(cloud.world(), name);
    if (update) {
      deployed(name);
    }
    parkAtItsSmokeTest(name, NEVER_SAID);
    var expected = new HashMap<String, String>();
    int round = 1;
    for (var patch : patches(update)) {
      String layer = reading.all().get("layer");
      retry(name, patch.getKey());
      parked(name, ++round);

      expected.putAll(patch.getValue());
      assertLive(reading, expected, patch.getKey().containsKey("requirements") ? layer : null);
    }
    retry(name, Map.of("smoke_test", "off", "ttl", "2h"));
    JsonNode view = succeeded(name);
    JsonNode agent = cloud.api().get("/agents/us-east-1/" + TinyAgent.stack(name)).body();
    assertThat(agent.path("expires_at").asText()).as("%s", agent).isNotEmpty();
    assertThat(view.path("outputs").path("version").asText())
        .as("%s", view.path("outputs"))
        .isEqualTo(
            cloud
                .world()
                .functions
                .getAlias(request -> request.functionName(name).name("live"))
                .functionVersion());
    assertThat(view.path("outputs").path("function_url").asText("").isEmpty())
        .as("%s", view.path("outputs"))
        .isEqualTo("none".equals(expected.get("url")));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "PREFLIGHT, false",
    "PREFLIGHT, true",
    "INJECT, false",
    "INJECT, true",
    "SAM_BUILD, false",
    "SAM_BUILD, true",
    "PLAN_CHANGE, false",
    "PLAN_CHANGE, true",
    "SAM_DEPLOY, false",
    "SAM_DEPLOY, true",
    "SMOKE_TEST, true"
  })
  void parked_everyFieldInOneRetry_isLive(Parked where, boolean update) {
    String name =
        "retry-%s-%s"
            .formatted(
                where.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                update ? "update" : "first");
    if (update) {
      deployed(name);
    }
    if (where == Parked.INJECT) {
      beginAndLoseItsCode(name);
    } else {
      begin(name, flaw(where, name));
    }
    JsonNode view = cloud.api().awaitStatus(name, Set.of("parked", "failed", "succeeded"));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("parked");
    assertThat(view.path("failure").path("step").asText()).as("%s", view).isEqualTo(where.step);

    var all = new HashMap<String, Object>(Map.of("smoke_test", "off"));
    var expected = new HashMap<String, String>();
    patches()
        .forEach(
            (patch, promised) -> {
              all.putAll(patch);
              expected.putAll(promised);
            });
    expected.remove("layer");
    retry(name, all);
    succeeded(name);

    assertLive(new LiveReading(cloud.world(), name), expected, null);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void approval_isRequiredFromTheRetryOn() {
    String name = "retry-approval";
    parkAtItsSmokeTest(name, NEVER_SAID);
    var reading = new LiveReading(cloud.world(), name);

    retry(name, Map.of("approval", "required", "memory_size", 640, "smoke_test", "off"));
    cloud.api().awaitStatus(name, Set.of("awaiting_approval"));
    assertThat(reading.all()).doesNotContainEntry("memory_size", "640");
    assertThat(cloud.api().post("/deployments/" + name + "/approve", Map.of()).status())
        .isEqualTo(202);

    succeeded(name);
    assertThat(reading.all()).containsEntry("memory_size", "640");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void onFailure_compensatesFromTheRetryOn() {
    String name = "retry-on-failure";
    parkAtItsSmokeTest(name, NEVER_SAID);

    retry(name, Map.of("on_failure", "compensate"));

    JsonNode view = cloud.api().awaitStatus(name, Set.of("failed", "succeeded"));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("failed");
    assertThat(cloud.world().thingsNamed(name)).isEmpty();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void commandLine_codeThenMemory(@TempDir Path folder) throws IOException {
    String name = "retry-cli";
    parkAtItsSmokeTest(name, "fixed");
    Path fixed = folder.resolve("fixed.py");
    Files.writeString(fixed, Agents.saying("half of it"));
    command("retry", name, "--code", fixed.toString(), "--no-wait");
    parked(name, 2);
    var reading = new LiveReading(cloud.world(), name);
    assertThat(reading.answer()).isEqualTo("half of it");

    command("retry", name, "--memory", "768", "--no-wait");
    parked(name, 3);
    assertThat(reading.all()).containsEntry("memory_size", "768");
    Files.writeString(fixed, Agents.saying("all fixed"));
    command("retry", name, "--code", fixed.toString(), "--no-wait");
    succeeded(name);

    assertThat(reading.answer()).isEqualTo("all fixed");
    assertThat(reading.all()).containsEntry("memory_size", "768");
  }

  private static void command(String... words) {
    var ended = RunningCommand.run(cloud.stack().address(), words);
    assertThat(ended.exitCode()).as("%s", ended.lines()).isZero();
  }

  private static Map<String, ?> flaw(Parked where, String name) {
    return switch (where) {
      case PREFLIGHT -> denied("DescribeStacks", name);
      case INJECT -> Map.of("smoke_test", "off");
      case SAM_BUILD -> Map.of("requirements", List.of("strands-agents==0.0.0"));
      case PLAN_CHANGE -> denied("CreateChangeSet", name);
      case SAM_DEPLOY -> denied("ExecuteChangeSet", name);
      case SMOKE_TEST -> Map.of("smoke_test", Map.of("expectation", NEVER_SAID));
    };
  }

  private static Map<String, ?> denied(String operation, String name) {
    cloud
        .faults()
        .add(
            Map.of(
                "service",
                "cloudformation",
                "operation",
                operation,
                "body",
                "contains(StackName, '%s')".formatted(TinyAgent.stack(name)),
                "times",
                1,
                "error",
                Map.of("code", "AccessDenied", "status", 403, "message", "not today")));
    return Map.of("smoke_test", "off");
  }

  private static void assertLive(
      LiveReading reading, Map<String, String> expected, @Nullable String earlierLayer) {
    var live = reading.all();
    var wanted = new HashMap<>(expected);
    String answer = wanted.remove("answer");
    if (answer != null) {
      assertThat(reading.answer()).isEqualTo(answer);
    }
    if (wanted.remove("outputs") != null) {
      assertThat(live.get("outputs")).contains("ApiEndpoint");
    }
    if (wanted.remove("layer") != null && earlierLayer != null) {
      assertThat(live.get("layer")).isNotEqualTo(earlierLayer);
    }
    assertThat(live).containsAllEntriesOf(wanted);
  }

  private static void deployed(String name) {
    cloud
        .api()
        .deploy(
            name,
            Agents.saying("before"),
            Map.of("deployment_id", name + "-before", "smoke_test", "off"));
    succeeded(name + "-before");
  }

  private static void begin(String name, Map<String, ?> more) {
    var wanted = new HashMap<String, Object>(more);
    wanted.put("deployment_id", name);
    wanted.put("on_failure", "park");
    cloud.api().deploy(name, Agents.saying("first try"), wanted);
  }

  private static void beginAndLoseItsCode(String name) {
    String ahead = name + "-ahead";
    cloud
        .api()
        .deploy(
            name, Agents.saying("ahead"), Map.of("deployment_id", ahead, "approval", "required"));
    cloud.api().awaitStatus(ahead, Set.of("awaiting_approval"));
    begin(name, flaw(Parked.INJECT, name));
    cloud.world().deleteObjects("agents/%s/%s/".formatted(TinyAgent.stack(name), name));
    Answer rejected =
        cloud.api().post("/deployments/" + ahead + "/reject", Map.of("reason", "not now"));
    assertThat(rejected.status()).as("%s", rejected).isEqualTo(202);
  }

  private static void parkAtItsSmokeTest(String name, String expectation) {
    begin(name, Map.of("smoke_test", Map.of("expectation", expectation)));
    parked(name, 1);
  }

  private static void retry(String id, Map<String, ?> patch) {
    Answer taken = cloud.api().post("/deployments/" + id + "/retry", Map.of("patch", patch));
    assertThat(taken.status()).as("%s", taken).isEqualTo(202);
  }

  /** Waits until that many smoke tests have failed. */
  private static void parked(String id, int round) {
    try (var temporal = TemporalHistory.at(cloud.stack().temporalTarget())) {
      Waiting.until(
          "%s to be parked in round %d".formatted(id, round),
          MAX_ROUND,
          () -> {
            String status = cloud.api().view(id).path("status").asText();
            assertThat(status).isNotIn("failed", "succeeded", "canceled");
            return status.equals("parked")
                && temporal.activitiesOf(id).stream().filter("smokeTest"::equals).count() == round;
          });
    }
  }

  private static JsonNode succeeded(String id) {
    JsonNode view = cloud.api().awaitStatus(id, Set.of("succeeded", "failed", "parked"));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    return view;
  }
}
