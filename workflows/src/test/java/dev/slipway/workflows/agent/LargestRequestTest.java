package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.SmokeCheck;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.temporal.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Histories and memos stay below the server's limits, however large the requests are. */
@Timeout(120)
class LargestRequestTest {
  /** Temporal refuses a payload of 2 MiB. */
  private static final int LARGEST_PAYLOAD = 1 << 20;

  /** Temporal ends a workflow at 50 MB; a run ends itself at 4 MB, with a full queue behind it. */
  private static final int MAX_PER_DEPLOYMENT = 50_000_000 / 10;

  private static final int DEPLOYMENTS = 14;

  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void agentWithTheLargestRevisions_staysFarBelowTheLimitsOfTheServer() throws Exception {
    long before = 0;
    long most = 0;
    for (int i = 1; i <= DEPLOYMENTS; i++) {
      deploy("d-" + i);
      long bytes = bytes(harbour.history(Orders.AGENT.workflowId()).getEvents());
      boolean newRun = bytes < before;
      most = Math.max(most, newRun ? bytes : bytes - before);
      before = bytes;
    }
    int memo = Payloads.mapper().writeValueAsBytes(harbour.agentState()).length;
    System.out.printf("largest legal requests: memo %,d B, at most %,d B each%n", memo, most);

    assertThat(memo).isLessThan(LARGEST_PAYLOAD);
    assertThat(most).isLessThan(MAX_PER_DEPLOYMENT);
    // The test server's new run has no memo before its first task.
    await().until(() -> harbour.agentState().revisions().size() >= 2);
    assertThat(events()).allMatch(event -> event.getSerializedSize() < LARGEST_PAYLOAD);
  }

  @Test
  void memoIsWritten_onlyWhenItChanges() {
    harbour.deploy(Orders.order("d-1"));
    harbour.deployment("d-1").getResult(DeploymentResult.class);
    await().until(() -> harbour.agentState().audit().unaudited().isEmpty());

    List<Object> memos =
        events().stream()
            .filter(event -> event.getEventType() == MODIFIED)
            .map(
                event ->
                    (Object) event.getWorkflowPropertiesModifiedEventAttributes().getUpsertedMemo())
            .toList();
    assertThat(memos).doesNotHaveDuplicates();
  }

  private static final EventType MODIFIED = EventType.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED;

  private void deploy(String id) {
    harbour.deploy(largest(id));
    harbour.deployment(id).getResult(DeploymentResult.class);
    await()
        .until(
            () ->
                harbour
                    .agentState()
                    .live()
                    .filter(live -> live.deploymentId().value().equals(id))
                    .isPresent());
  }

  private List<HistoryEvent> events() {
    return harbour.history(Orders.AGENT.workflowId()).getEvents();
  }

  private static long bytes(List<HistoryEvent> events) {
    return events.stream().mapToLong(HistoryEvent::getSerializedSize).sum();
  }

  /** Everything that a caller may write, as long as the API allows, in two-byte letters. */
  private static DeploymentOrder largest(String id) {
    var base = DeploymentSpec.named(new FunctionName("weather"));
    Map<String, String> environment = new TreeMap<>();
    IntStream.range(0, 16).forEach(i -> environment.put("VARIABLE_" + i, "v".repeat(230)));
    Map<String, String> tags = new TreeMap<>();
    IntStream.range(0, 40)
        .forEach(i -> tags.put("tag-%02d".formatted(i) + "é".repeat(122), "é".repeat(256)));
    List<String> requirements =
        IntStream.range(0, 100)
            .mapToObj(i -> "package-%02d-".formatted(i) + "p".repeat(280) + ">=1")
            .toList();
    var code = Orders.artifact("code-" + id);
    var order =
        Orders.order(id)
            .with(
                base.with("environment_variables", environment)
                    .with("requirements", requirements)
                    .with("tags", tags)
                    .with(
                        "smoke_test",
                        new SmokeCheck("\"" + "é".repeat(9_998) + "\"", "é".repeat(10_000))),
                code);
    return Orders.naming(order, Collections.nCopies(20, "é".repeat(300)));
  }
}
