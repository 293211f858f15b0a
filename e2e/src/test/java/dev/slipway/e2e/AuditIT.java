package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.LocalStack;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.RunningCommand.Ended;
import dev.slipway.e2e.harness.TraceReceiver;
import dev.slipway.e2e.harness.Waiting;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The audit records what was done: it is self-verifying, and it outlives Temporal. */
class AuditIT {
  private static final String NAME = "audited";
  private static final String AGENT = "/agents/us-east-1/strands-agent-" + NAME;
  private static final URI NO_SERVER = URI.create("http://127.0.0.1:1");
  private static final String BUCKET = "slipway-000000000000-us-east-1";
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Bits flipped in every file: at its beginning, at its end and in between. */
  private static final int FLIPS_A_FILE = 5;

  @TempDir Path directory = Path.of("");

  @Test
  void theAuditIsSelfVerifyingAndOutlivesTemporal() throws Exception {
    try (var traces = new TraceReceiver();
        var stack =
            new LocalStack(
                    Map.of(
                        "SLIPWAY_AUDIT_RETENTIONDAYS",
                        "1",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        traces.address()))
                .start()) {
      makeBucketWithObjectLock(stack);
      List<JsonNode> views = liveAndDie(stack);
      assertOneTrace(traces, views.getFirst());
      List<String> ids = views.stream().map(AuditIT::id).toList();
      ids.forEach(id -> awaitBundle(stack, id));
      assertBundleSaysWhoAndWhy(stack, ids.getFirst());
      verifyFindsEveryChange(stack, ids.size());
      assertNobodyDeletesABundleByMistake(stack, ids.size());

      stack.stop();
      loseTemporal(stack);
      stack.start();

      assertThat(listed(stack)).containsExactlyElementsOf(ids.reversed());
      for (JsonNode before : views) {
        assertThat(stack.api().view(id(before))).isEqualTo(before);
      }
      // The agent is deployed again, and its chain continues.
      String again = stack.api().deploy(NAME, Agents.saying("back again"), Map.of());
      assertThat(stack.api().awaitEnd(again).path("revision").asInt()).isEqualTo(1);
      awaitBundle(stack, again);
      assertThat(stack.api().get(AGENT + "/audit").body().at("/head/sequence").asInt())
          .isEqualTo(ids.size() + 1);
      assertThat(listed(stack)).startsWith(again).hasSize(ids.size() + 1);
    }
  }

  /** From the request over the workflow and its steps to the calls of AWS, and nothing said. */
  private static void assertOneTrace(TraceReceiver traces, JsonNode view) {
    String id = view.path("trace_id").asText();
    var names =
        List.of(
            "POST /api/v1/deployments",
            "DeployAgentWorkflow",
            "preflight",
            "inject",
            "samBuild",
            "samDeploy",
            "fetchOutputs",
            "smokeTest",
            "CloudFormation.ExecuteChangeSet");
    Waiting.until(
        "the trace " + id,
        SOON,
        () -> traces.trace(id).stream().map(Span::getName).toList().containsAll(names));
    List<Span> trace = traces.trace(id);
    Map<ByteString, Span> byId =
        trace.stream().collect(Collectors.toMap(Span::getSpanId, span -> span));
    Function<String, String> above =
        name ->
            trace.stream()
                .filter(span -> span.getName().equals(name))
                .map(span -> byId.get(span.getParentSpanId()))
                .map(parent -> parent == null ? "nothing" : parent.getName())
                .findFirst()
                .orElseThrow();
    assertThat(above.apply("POST /api/v1/deployments")).isEqualTo("nothing");
    assertThat(above.apply("DeployAgentWorkflow")).isEqualTo("POST /api/v1/deployments");
    assertThat(names.subList(2, 8)).extracting(above).containsOnly("DeployAgentWorkflow");
    assertThat(above.apply("CloudFormation.ExecuteChangeSet")).isEqualTo("samDeploy");
    assertThat(trace.toString()).doesNotContain("the tide is out", "k-audited-1", "Agent(");
  }

  /** As the account's owner would before the first deployment; the stack finds and uses it. */
  private static void makeBucketWithObjectLock(LocalStack stack) {
    try (var world = new Emulated(stack)) {
      world.objects.createBucket(
          request -> request.bucket(BUCKET).objectLockEnabledForBucket(true));
    }
  }

  private static void assertNobodyDeletesABundleByMistake(LocalStack stack, int bundles) {
    try (var world = new Emulated(stack)) {
      List<String> keys = world.objectKeys().filter(key -> key.startsWith("audit/")).toList();
      assertThat(keys).hasSize(bundles);
      for (String key : keys) {
        var head = world.objects.headObject(request -> request.bucket(BUCKET).key(key));
        assertThat(head.objectLockMode()).isEqualTo(ObjectLockMode.GOVERNANCE);
        assertThat(head.objectLockRetainUntilDate())
            .isBetween(Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(A_DAY));
        assertThatThrownBy(
                () ->
                    world.objects.deleteObject(
                        request -> request.bucket(BUCKET).key(key).versionId(head.versionId())))
            .isInstanceOf(S3Exception.class)
            .hasMessageContaining("object lock");
      }
    }
  }

  /** Two revisions, a rejected one, a canceled one and the destroy; returns their last views. */
  private static List<JsonNode> liveAndDie(LocalStack stack) {
    List<JsonNode> views = new ArrayList<>();
    var why = Map.of("reason", "the tide is out", "api_keys", Map.of("AUDIT_KEY", "k-audited-1"));
    views.add(end(stack, stack.api().deploy(NAME, Agents.saying("one"), why), "succeeded"));
    views.add(end(stack, stack.api().deploy(NAME, Agents.saying("two"), Map.of()), "succeeded"));

    String refused =
        stack.api().deploy(NAME, Agents.saying("three"), Map.of("approval", "required"));
    stack.api().awaitStatus(refused, Set.of("awaiting_approval"));
    stack.api().post("/deployments/" + refused + "/reject", Map.of("reason", "not today"));
    views.add(end(stack, refused, "canceled"));

    String canceled =
        stack.api().deploy(NAME, Agents.saying("four"), Map.of("approval", "required"));
    stack.api().awaitStatus(canceled, Set.of("awaiting_approval"));
    stack.api().post("/deployments/" + canceled + "/cancel", Map.of("reason", "never mind"));
    views.add(end(stack, canceled, "canceled"));

    String gone = stack.api().delete(AGENT).body().path("deployment_id").asText();
    views.add(end(stack, gone, "succeeded"));
    return views;
  }

  private static JsonNode end(LocalStack stack, String id, String status) {
    JsonNode view = stack.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo(status);
    return view;
  }

  private static void awaitBundle(LocalStack stack, String id) {
    Waiting.until(
        "the audit bundle of " + id,
        SOON,
        () -> stack.api().get("/deployments/" + id + "/audit").status() == 200);
  }

  private static void assertBundleSaysWhoAndWhy(LocalStack stack, String first) {
    JsonNode content = stack.api().get("/deployments/" + first + "/audit").body().path("content");
    assertThat(content.at("/deployment/requested_by").asText()).isNotBlank();
    assertThat(content.at("/deployment/reason").asText()).isEqualTo("the tide is out");
    assertThat(content.at("/request/secret/names/0").asText()).isEqualTo("AUDIT_KEY");
    assertThat(content.toString()).doesNotContain("k-audited-1");
    assertThat(content.path("artifacts").findValuesAsText("name"))
        .contains("code", "source", "lock", "layer", "package", "template");
    assertThat(content.path("logs")).isNotEmpty();
    assertThat(content.path("plans")).isNotEmpty();
  }

  private void verifyFindsEveryChange(LocalStack stack, int bundles) throws Exception {
    String to = directory.resolve("exported").toString();
    String agent = "us-east-1/strands-agent-" + NAME;
    Ended export =
        RunningCommand.run(stack.address(), "audit", "export", agent, "--to", to, "--artifacts");
    assertThat(export.exitCode()).as("%s", export).isZero();
    assertVerified(to);
    List<Path> files = files(Path.of(to));
    assertThat(files).hasSizeGreaterThan(bundles);
    for (Path file : sample(files)) {
      byte[] whole = Files.readAllBytes(file);
      byte[] changed = whole.clone();
      changed[whole.length / 2] ^= 1;
      Files.write(file, changed);
      Ended found = verify(to);
      assertThat(found.exitCode()).as("%s: %s", file, found).isEqualTo(1);
      assertThat(found.lines().toString()).contains(String.valueOf(file.getFileName()));
      Files.write(file, whole);
    }
    assertVerified(to);
  }

  private static void assertVerified(String directory) {
    Ended verified = verify(directory);
    assertThat(verified.exitCode()).as("%s", verified).isZero();
  }

  /** Without any server. */
  private static Ended verify(String directory) {
    return RunningCommand.run(NO_SERVER, "audit", "verify", directory);
  }

  /** Each run of the command starts a JVM, so only the first files, the last and some between. */
  private static List<Path> sample(List<Path> files) {
    int step = Math.max(1, files.size() / FLIPS_A_FILE);
    return Stream.iterate(0, at -> at < files.size(), at -> at + step).map(files::get).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void loseTemporal(LocalStack stack) throws IOException {
    List<Path> databases =
        files(stack.home()).stream()
            .filter(file -> file.toString().contains("temporal.db"))
            .toList();
    assertThat(databases).as("%s", files(stack.home())).isNotEmpty();
    for (Path database : databases) {
      Files.delete(database);
    }
  }

  private static List<String> listed(LocalStack stack) {
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          stack
              .api()
              .get("/deployments?page_size=2" + (token.isEmpty() ? "" : "&page_token=" + token))
              .body();
      page.path("deployments").forEach(line -> ids.add(id(line)));
      token = page.path("next_page_token").asText("").replace("null", "");
    } while (!token.isEmpty());
    return ids;
  }

  private static String id(JsonNode view) {
    return view.path("deployment_id").asText();
  }
}
