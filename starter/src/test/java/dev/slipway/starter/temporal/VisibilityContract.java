package dev.slipway.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.slipway.api.StackName;
import dev.slipway.api.Status;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What Temporal finds, whether a fake or a real server: the same tests for both. */
abstract class VisibilityContract {
  private static final AgentKey KEY =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-seen"));
  private static final Set<String> BOTH = Set.of("DeployAgentWorkflow", "DestroyAgentWorkflow");

  /** Lists cover the whole server: this agent is unique. */
  private final String agent = "agent-" + UUID.randomUUID();

  abstract TemporalConnection temporal();

  @Test
  void types_narrow_byTheirWholeName() {
    start("DeployAgentWorkflow", "one", "anna");
    start("DeployAgentWorkflowToo", "two", "anna");
    start("DestroyAgentWorkflow", "three", "anna");

    assertFinds(Query.types(BOTH), "three", "one");
    assertFinds(Query.types(Set.of("DeployAgentWorkflow")), "one");
    assertFinds(Query.types(Set.of("AgentWorkflow")));
  }

  @Test
  void whatEnded_isDistinguishedFromWhatRuns() {
    start("DeployAgentWorkflow", "running", "anna");
    end(start("DeployAgentWorkflow", "ended", "anna"));

    assertFinds(Query.types(BOTH).running(), "running");
    assertFinds(Query.types(BOTH).ended(), "ended");
  }

  @Test
  void attributes_areComparedWhole_whateverTheyHold() {
    List<String> names =
        List.of("anna", "anna ", "Anna", "O'Brien", "x' OR 'y' = 'y", "x AND y", "Zoë ⛵");
    names.forEach(name -> start("DeployAgentWorkflow", "by " + name, name));

    for (String name : names) {
      assertFinds(
          Query.types(BOTH).where(SearchAttributes.REQUESTED_BY, name).running(), "by " + name);
    }
    assertFinds(Query.types(BOTH).where(SearchAttributes.REQUESTED_BY, "ann"));
  }

  /** The parser compares backslashes as written, and a single one can't be passed to it. */
  @Test
  void attributesWithABackslash_areNotFound_andNothingElseIs() {
    List<String> names = List.of("CORP\\anna", "a\\b", "b\\", "'\\");
    names.forEach(name -> start("DeployAgentWorkflow", "by " + name, name));

    assertFinds(
        Query.types(BOTH), names.reversed().stream().map("by "::concat).toArray(String[]::new));
    for (String name : names) {
      assertFinds(Query.types(BOTH).where(SearchAttributes.REQUESTED_BY, name));
    }
  }

  @Test
  void counts_areOfAllThatMatch() {
    start("DeployAgentWorkflow", "one", "anna");
    end(start("DeployAgentWorkflow", "two", "anna"));

    Query mine = Query.types(BOTH).where(SearchAttributes.AGENT, agent);
    assertFinds(Query.types(BOTH), "one", "two");
    assertThat(visibility().count(mine)).isEqualTo(2);
    assertThat(visibility().count(mine.ended())).isEqualTo(1);
  }

  @Test
  void ids_narrow() {
    start("DeployAgentWorkflow", "one", "anna");
    start("DeployAgentWorkflow", "two", "anna");
    start("DeployAgentWorkflow", "three", "anna");

    assertFinds(Query.types(BOTH).ids(List.of(id("one"), id("three"), id("none"))), "three", "one");
  }

  @Test
  void whatRuns_comesFirst_theLatestStartBeforeOthers_thenTheLatestEnd() {
    WorkflowStub a = start("DeployAgentWorkflow", "a", "anna");
    WorkflowStub b = start("DeployAgentWorkflow", "b", "anna");
    start("DeployAgentWorkflow", "c", "anna");
    start("DeployAgentWorkflow", "d", "anna");
    end(b);
    end(a);

    assertFinds(Query.types(BOTH), "d", "c", "a", "b");
  }

  @Test
  void pages_followEachOther_andTheLastSaysSo() {
    List<String> names = List.of("e", "d", "c", "b", "a");
    names.reversed().forEach(name -> start("DeployAgentWorkflow", name, "anna"));
    Query query = Query.types(BOTH).where(SearchAttributes.AGENT, agent);
    assertFinds(Query.types(BOTH), names.toArray(String[]::new));

    List<String> found = new ArrayList<>();
    String token = null;
    do {
      var page = visibility().find(query, 2, token);
      assertThat(page.found()).hasSizeLessThanOrEqualTo(2);
      found.addAll(names(page));
      token = page.nextToken();
    } while (token != null);
    assertThat(found).isEqualTo(names);
  }

  @Test
  void aTokenOfSomethingElse_isRefused() {
    start("DeployAgentWorkflow", "one", "anna");
    Query query = Query.types(BOTH).where(SearchAttributes.AGENT, agent);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> visibility().find(query, 2, "bm90IG91cnM"));
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> temporal().calls().listWorkflowExecutions(withToken("not ours")))
        .satisfies(failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Code.UNKNOWN));
  }

  private ListWorkflowExecutionsRequest withToken(String token) {
    return ListWorkflowExecutionsRequest.newBuilder()
        .setNamespace(temporal().namespace())
        .setPageSize(2)
        .setQuery(Query.types(BOTH).text())
        .setNextPageToken(ByteString.copyFromUtf8(token))
        .build();
  }

  private Visibility visibility() {
    return new Visibility(temporal());
  }

  private void assertFinds(Query query, String... names) {
    Query ours = query.where(SearchAttributes.AGENT, agent);
    // A real server lists what was written a moment ago a moment later.
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsMatching(VisibilityContract::isTooBusy)
        .untilAsserted(
            () -> assertThat(names(visibility().find(ours, 100, null))).containsExactly(names));
  }

  /** On a busy machine a real server answers later than the product waits for it. */
  private static boolean isTooBusy(Throwable thrown) {
    return thrown instanceof StatusRuntimeException refusal
        && refusal.getStatus().getCode() == Code.DEADLINE_EXCEEDED;
  }

  private List<String> names(Visibility.Page page) {
    return page.found().stream()
        .map(WorkflowExecutionInfo::getExecution)
        .map(execution -> execution.getWorkflowId().substring(agent.length() + 1))
        .toList();
  }

  private String id(String name) {
    return agent + "/" + name;
  }

  private WorkflowStub start(String type, String name, String requestedBy) {
    nextMillisecond();
    WorkflowStub workflow =
        temporal()
            .client()
            .newUntypedWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id(name))
                    .setTaskQueue("nobody-works-here")
                    .setTypedSearchAttributes(
                        SearchAttributes.of(KEY, agent, Status.RUNNING, "lambda", requestedBy))
                    .build());
    workflow.start();
    return workflow;
  }

  private static void end(WorkflowStub workflow) {
    nextMillisecond();
    workflow.terminate("enough");
  }

  /** Servers order by time, and can't distinguish two things of one millisecond. */
  private static void nextMillisecond() {
    long now = Instant.now().toEpochMilli();
    await().pollInterval(Duration.ofMillis(1)).until(() -> Instant.now().toEpochMilli() > now + 1);
  }
}
