package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.component.Supervisor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeArtifact;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeStatus;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ConflictException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.CreateAgentRuntimeRequest;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.UpdateAgentRuntimeRequest;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ValidationException;

/**
 * AgentCore's control plane on the real emulator, where MiniStack alone does otherwise than AWS.
 */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_MINISTACK", matches = ".+")
class RuntimeVersionsTest {
  private static final String CODE = "def main(prompt):\n    return 'NAME'\n";
  private static final String TOKEN = "a-token-of-at-least-33-characters-";

  @TempDir Path home;

  private SupervisedEmulator own;
  private Supervisor emulator;
  private EmulatedRuntimes runtimes;

  @BeforeEach
  void start() throws Exception {
    own = SupervisedEmulator.of(home);
    emulator = own.supervisor(ProcessLimits.USUAL);
    emulator.start();
    runtimes = new EmulatedRuntimes(own);
    runtimes.createBucket();
  }

  @AfterEach
  void leaveNothing() {
    runtimes.close();
    emulator.close();
  }

  private static String code(String name) {
    return CODE.replace("NAME", name);
  }

  private static Consumer<CreateAgentRuntimeRequest.Builder> order(
      String name, AgentRuntimeArtifact artifact) {
    return request ->
        request
            .agentRuntimeName(name)
            .agentRuntimeArtifact(artifact)
            .roleArn(EmulatedRuntimes.ROLE)
            .networkConfiguration(network -> network.networkMode("PUBLIC"))
            .tags(Map.of("slipway:agent", name));
  }

  private static Consumer<UpdateAgentRuntimeRequest.Builder> update(
      String id, AgentRuntimeArtifact artifact, String token) {
    return request ->
        request
            .agentRuntimeId(id)
            .agentRuntimeArtifact(artifact)
            .roleArn(EmulatedRuntimes.ROLE)
            .networkConfiguration(network -> network.networkMode("PUBLIC"))
            .clientToken(token);
  }

  @Test
  void sameToken_isTheSameRequest() {
    AgentRuntimeArtifact artifact = runtimes.artifact("first", code("first"));
    Consumer<CreateAgentRuntimeRequest.Builder> order = order("tokens", artifact);
    var created = runtimes.control.createAgentRuntime(order.andThen(r -> r.clientToken(TOKEN)));
    String id = created.agentRuntimeId();

    assertThat(runtimes.control.createAgentRuntime(order.andThen(r -> r.clientToken(TOKEN))))
        .returns(id, again -> again.agentRuntimeId());
    assertThatThrownBy(() -> runtimes.control.createAgentRuntime(order))
        .isInstanceOf(ConflictException.class);
    for (int i = 0; i < 2; i++) {
      assertThat(runtimes.control.updateAgentRuntime(update(id, artifact, TOKEN)))
          .returns("2", updated -> updated.agentRuntimeVersion());
    }
    assertThat(runtimes.control.updateAgentRuntime(update(id, artifact, TOKEN + "2")))
        .returns("3", updated -> updated.agentRuntimeVersion());
    assertThatThrownBy(
            () ->
                runtimes.control.updateAgentRuntime(
                    update(id, runtimes.artifact("second", code("second")), TOKEN)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("clientToken");
  }

  @Test
  void whatWasMade_isReadBack_withAwsDefaults() {
    String id =
        runtimes
            .control
            .createAgentRuntime(order("reads", runtimes.artifact("reads", code("reads"))))
            .agentRuntimeId();
    String arn = EmulatedRuntimes.arn(id);

    var read = runtimes.control.getAgentRuntime(request -> request.agentRuntimeId(id));
    assertThat(read.status()).isEqualTo(AgentRuntimeStatus.READY);
    assertThat(read.lifecycleConfiguration().idleRuntimeSessionTimeout()).isEqualTo(900);
    assertThat(read.lifecycleConfiguration().maxLifetime()).isEqualTo(28_800);

    runtimes.control.tagResource(request -> request.resourceArn(arn).tags(Map.of("more", "1")));
    runtimes.control.untagResource(
        request -> request.resourceArn(arn).tagKeys("slipway:agent", "none"));
    assertThat(runtimes.control.listTagsForResource(request -> request.resourceArn(arn)).tags())
        .containsExactly(Map.entry("more", "1"));
  }

  @Test
  void versionWithoutAnEndpoint_canBeDeleted_andNoOther() {
    String id = runtimes.create("versions", code("one"), 900);
    runtimes.update(id, code("two"));
    runtimes.control.createAgentRuntimeEndpoint(
        request -> request.agentRuntimeId(id).name("live").agentRuntimeVersion("1"));

    for (String used : new String[] {"1", "2"}) {
      assertThatThrownBy(() -> deleteVersion(id, used)).isInstanceOf(ConflictException.class);
    }
    runtimes.control.updateAgentRuntimeEndpoint(
        request -> request.agentRuntimeId(id).endpointName("live").agentRuntimeVersion("2"));
    deleteVersion(id, "1");

    assertThatThrownBy(
            () ->
                runtimes.control.getAgentRuntime(
                    request -> request.agentRuntimeId(id).agentRuntimeVersion("1")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(runtimes.ask(id, "live", null, "x")).contains("\"two\"");
  }

  private void deleteVersion(String id, String version) {
    runtimes.control.deleteAgentRuntime(
        request ->
            request
                .agentRuntimeId(id)
                // The SDK does not know the parameter yet.
                .overrideConfiguration(
                    settings -> settings.putRawQueryParameter("version", version)));
  }

  @Test
  void packageThatCannotRun_isRefused() {
    AgentRuntimeArtifact artifact = runtimes.artifact("refused", code("refused"));
    runtimes.deleteObject("refused");
    AgentRuntimeArtifact other = runtimes.artifact("other", Map.of("a.py", new byte[0]), "b.py");

    assertThatThrownBy(() -> runtimes.control.createAgentRuntime(order("refused", artifact)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("s3://packages/refused (expected: an object that exists)");
    assertThatThrownBy(() -> runtimes.control.createAgentRuntime(order("refused", other)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("entryPoint: b.py");
  }

  /** What makes it safe to test a version before it is live. */
  @Test
  void ownEndpoint_staysOnItsVersion_untilItIsMoved_underLoad() throws Exception {
    String id = runtimes.create("moves", code("old"), 900);
    runtimes.control.createAgentRuntimeEndpoint(
        request -> request.agentRuntimeId(id).name("live").agentRuntimeVersion("1"));
    var moving = new AtomicBoolean();
    var done = new AtomicBoolean();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> load =
          IntStream.range(0, 3)
              .mapToObj(n -> callers.submit(() -> callUntil(id, n, moving, done)))
              .toList();

      String version = runtimes.update(id, code("new"));
      runtimes.deleteObject("moves");
      assertThat(version).isEqualTo("2");
      assertThat(runtimes.ask(id, "DEFAULT", null, "x")).contains("\"new\"");
      assertThat(runtimes.ask(id, "live", null, "x")).contains("\"old\"");
      moving.set(true);
      runtimes.control.updateAgentRuntimeEndpoint(
          request -> request.agentRuntimeId(id).endpointName("live").agentRuntimeVersion(version));

      assertThat(runtimes.ask(id, "live", session(0), "x")).contains("\"new\"");
      done.set(true);
      for (Future<Integer> calls : load) {
        assertThat(calls.get()).isPositive();
      }
    }
  }

  private int callUntil(String id, int n, AtomicBoolean moving, AtomicBoolean done) {
    int calls = 0;
    while (!done.get()) {
      boolean early = !moving.get();
      String answer = runtimes.ask(id, "live", session(n), "x");
      early &= !moving.get();
      assertThat(answer).contains(early ? "\"old\"" : "\"");
      calls++;
    }
    return calls;
  }

  private static String session(int n) {
    return "session-%d-%s".formatted(n, "x".repeat(33));
  }

  /** As on AWS, a version has its package, whatever becomes of the object. */
  @Test
  void versionsAndTheirCode_surviveAnOrderlyStop() throws Exception {
    String id = runtimes.create("survives", code("one"), 900);
    runtimes.control.createAgentRuntimeEndpoint(
        request -> request.agentRuntimeId(id).name("live").agentRuntimeVersion("1"));
    runtimes.update(id, code("two"));
    runtimes.deleteObject("survives");
    runtimes.deleteObject(id);
    assertThat(runtimes.ask(id, "live", null, "x")).contains("\"one\"");

    emulator.close();
    assertThat(runtimes.processes()).isEmpty();
    emulator = own.supervisor(ProcessLimits.USUAL);
    emulator.start();

    assertThat(runtimes.ask(id, "live", null, "x")).contains("\"one\"");
    assertThat(runtimes.ask(id, "DEFAULT", null, "x")).contains("\"two\"");
  }
}
