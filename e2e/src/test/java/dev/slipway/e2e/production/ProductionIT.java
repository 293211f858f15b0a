package dev.slipway.e2e.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Waiting;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * What docker-compose.yml describes: an agent's life, and fifty deployments while each process is
 * killed. {@code ./slipway verify production} builds what it needs.
 */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEST_TEMPORAL_SERVER", matches = ".+")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProductionIT {
  private static final String NAME = "captain";
  private static final String STACK = "strands-agent-" + NAME;
  private static final String AGENT = "/agents/us-east-1/" + STACK;
  private static final int DEPLOYMENTS = 50;

  private static Production production;
  private static List<Probe.Answer> beforeWorkers;

  @BeforeAll
  static void start() {
    production = new Production(ProductionIT.class);
    System.out.println(production.versions());
    beforeWorkers =
        production.probes().stream()
            .map(probe -> probe.awaitReadiness("\"temporal\":\"answers\""))
            .toList();
    production.startWorkers();
  }

  @Test
  @Order(1)
  void withoutWorkers_noStarterIsReady_andWithThemAllAre() {
    assertThat(beforeWorkers)
        .hasSize(2)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(503);
              assertThat(answer.body()).contains("plan 0");
            });
    for (Probe probe : production.probes()) {
      probe.awaitReadiness(200);
    }
  }

  @Test
  @Order(2)
  void withoutTemporal_nothingIsReady_andAllAreAlive() {
    production.temporal().kill();
    for (Probe probe : production.probes()) {
      assertThat(probe.awaitReadiness(503).body()).contains("does not answer");
      assertThat(probe.liveness().status()).isEqualTo(200);
    }
    production.temporal().start().awaitHealthy();
    for (Probe probe : production.probes()) {
      probe.awaitReadiness(200);
    }
  }

  @Test
  @Order(3)
  void agentIsDeployedChangedRolledBackAndDestroyed_byEitherStarter() {
    Api one = production.api(1);
    Api other = production.api(2);
    succeeded(one, one.deploy(NAME, Agents.saying("first"), Map.of()));
    assertThat(Agents.ask(other, NAME)).isEqualTo("first");

    succeeded(one, other.deploy(NAME, Agents.saying("second"), Map.of()));
    assertThat(Agents.ask(one, NAME)).isEqualTo("second");

    succeeded(
        other,
        accepted(one.post(AGENT + "/rollback", Map.of("to_revision", 1, "reason", "a test"))));
    assertThat(Agents.ask(other, NAME)).isEqualTo("first");

    succeeded(one, accepted(other.delete(AGENT)));
    assertThat(production.world().thingsNamed(NAME)).isEmpty();
  }

  /** Last, since the others read better in a world of their own. */
  @Test
  @Order(4)
  void fiftyDeploymentsUnderKillsOfEveryProcess_noneIsLost() {
    var fleet = new Fleet(production.apis(), DEPLOYMENTS);
    fleet.launch();

    Iterator<Part> victims = production.parts().iterator();
    for (int ended = 0; victims.hasNext(); ended += 7) {
      Part victim = victims.next();
      fleet.awaitEnded(ended);
      victim.kill();
      victim.start();
      production.servers().forEach(Part::awaitHealthy);
    }
    fleet.awaitEnded(DEPLOYMENTS);
    production.parts().forEach(Part::awaitHealthy);

    for (String name : fleet.names()) {
      assertSucceeded(fleet.view(name));
      String stack = "strands-agent-" + name;
      assertThat(production.world().operations(stack))
          .as(stack)
          .containsExactly("CREATE_IN_PROGRESS");
      assertThat(liveDeployment(stack)).isEqualTo(name);
    }
    assertThat(liveAgents()).containsAll(fleet.names());
    assertThat(Agents.ask(production.api(2), fleet.names().getLast()))
        .isEqualTo(fleet.names().getLast());
  }

  @AfterAll
  static void nothingIsLeft() {
    if (production == null) {
      return;
    }
    List<ProcessHandle> processes = production.processes();
    production.close();
    assertThat(processes).isNotEmpty();
    Waiting.until(
        "every process to end",
        Duration.ofSeconds(30),
        () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(production.leavings()).isEmpty();
  }

  private static void succeeded(Api api, String id) {
    assertSucceeded(api.awaitEnd(id));
  }

  private static void assertSucceeded(JsonNode view) {
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
  }

  private static String accepted(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    return answer.body().path("deployment_id").asText();
  }

  private static String liveDeployment(String name) {
    Stack stack =
        production.world().stacks.describeStacks(of -> of.stackName(name)).stacks().getFirst();
    return stack.tags().stream()
        .filter(tag -> tag.key().equals("slipway:deployment-id"))
        .map(Tag::value)
        .findFirst()
        .orElse("no tag");
  }

  private static List<String> liveAgents() {
    return production
        .api(1)
        .get("/agents?page_size=100")
        .body()
        .path("agents")
        .valueStream()
        .filter(agent -> !agent.path("live").isMissingNode() && !agent.path("live").isNull())
        .map(agent -> agent.path("agent").path("name").asText())
        .toList();
  }
}
