package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.HeldCloud;
import dev.slipway.e2e.harness.RuntimeFault;
import dev.slipway.e2e.harness.RuntimeFaults;
import dev.slipway.e2e.harness.RuntimeReading;
import dev.slipway.e2e.harness.RuntimeRequest;
import dev.slipway.e2e.harness.Waiting;
import dev.slipway.workflows.steps.GoLive;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * AgentCore never finishes with what it was asked for. The deployment gives up, says what to look
 * at, and leaves nothing behind. Each wait takes as long as in production, all of them at once.
 */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEST_FAULTS", matches = "all")
class AgentCoreStuckIT {
  private static final RuntimeFault STUCK = RuntimeFault.shows("CREATING");
  private static final String VERSION = "cs-version";
  private static final String CANDIDATE = "cs-candidate";
  private static final String UPDATE = "cs-update";

  /** The wait itself, and everything around it on a busy machine. */
  private static final Duration LONGEST = GoLive.LONGEST_WAIT.plusMinutes(15);

  private static HeldCloud cloud;
  private static String stuckVersion;
  private static String stuckCandidate;
  private static String stuckUpdate;

  @BeforeAll
  static void deploy() {
    cloud = new HeldCloud();
    var faults = RuntimeFaults.in(cloud);
    String live = begin(UPDATE, "good old");
    faults.add(VERSION, RuntimeRequest.READ_VERSION, STUCK);
    faults.between(
        RuntimeRequest.CREATE, RuntimeRequest.DELETE, VERSION, RuntimeRequest.READ, STUCK);
    stuckVersion = begin(VERSION, "never");
    candidateIsStuck(faults, CANDIDATE);
    stuckCandidate = begin(CANDIDATE, "never");
    assertThat(cloud.api().awaitEnd(live).path("status").asText()).isEqualTo("succeeded");
    candidateIsStuck(faults, UPDATE);
    stuckUpdate = begin(UPDATE, "brave new");
  }

  private static void candidateIsStuck(RuntimeFaults faults, String agent) {
    faults.between(
        RuntimeRequest.CREATE_CANDIDATE,
        RuntimeRequest.DELETE_CANDIDATE,
        agent,
        RuntimeRequest.READ_CANDIDATE,
        STUCK);
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  @Test
  void versionThatStaysCreating_leavesNothing() {
    requireGivenUp(stuckVersion, "runtime cs_version-");
    requireNothing(VERSION);
  }

  @Test
  void endpointThatStaysCreating_leavesNothing() {
    requireGivenUp(stuckCandidate, "endpoint candidate");
    requireNothing(CANDIDATE);
  }

  @Test
  void endpointThatStaysCreating_leavesCallersWhereTheyWere() {
    requireGivenUp(stuckUpdate, "endpoint candidate");

    assertThat(new RuntimeReading(cloud.world(), UPDATE).endpoints())
        .containsEntry("live", "1")
        .doesNotContainKey("candidate");
    assertThat(Agents.ask(cloud.api(), UPDATE)).isEqualTo("good old");
  }

  private static void requireNothing(String agent) {
    assertThat(cloud.world().thingsNamed(agent)).isEmpty();
    assertThat(cloud.world().thingsNamed(agent.replace('-', '_'))).isEmpty();
    assertThat(new RuntimeReading(cloud.world(), agent).id()).isEmpty();
  }

  private static void requireGivenUp(String id, String what) {
    Waiting.until(
        id + " to end", LONGEST, () -> cloud.api().view(id).path("completed_at").isTextual());
    JsonNode view = cloud.api().view(id);
    JsonNode failure = view.path("failure");
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("failed");
    assertThat(failure.path("type").asText()).isEqualTo("RuntimeFailed");
    assertThat(failure.path("message").asText())
        .startsWith("AgentCore has not finished with the " + what);
    assertThat(failure.path("evidence").toString()).contains("CREATING");
    assertThat(failure.path("next_action").asText()).contains("AgentCore's console");
    assertThat(view.path("compensation").toString()).doesNotContain("\"action\":\"failed\"");
  }

  private static String begin(String agent, String words) {
    var wanted = new HashMap<String, Object>();
    wanted.put("deployment_type", "agentcore");
    wanted.put("runtime", "auto");
    wanted.put("on_failure", "compensate");
    return cloud.api().deploy(agent, Agents.saying(words), wanted);
  }
}
