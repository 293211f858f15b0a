package dev.slipway.workflows.scenarios.run;

import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.revival.AgentRuns;
import dev.slipway.workflows.scenarios.cloud.Account;
import dev.slipway.workflows.scenarios.cloud.Keys;
import dev.slipway.workflows.scenarios.cloud.Secrets;
import dev.slipway.workflows.scenarios.model.AgentFacts;
import dev.slipway.workflows.scenarios.model.Ending;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.Timeline;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What exists, read from where people would read it: histories, the agent's memo, AWS. */
final class Observation {
  private final WorkflowClient client;
  private final Account account;
  private final Names names;

  Observation(WorkflowClient client, Account account, Names names) {
    this.client = client;
    this.account = account;
    this.names = names;
  }

  DeploymentView view(String id) {
    String workflow = names.deployment(id).value();
    return Timeline.view(client.fetchHistory(workflow).getEvents(), List.of());
  }

  static Ending ending(DeploymentView view) {
    FailureType failure =
        view.status().terminal() && view.failure() != null ? view.failure().type() : null;
    return new Ending(view.status(), failure);
  }

  AgentFacts agent(int number) {
    AgentKey key = names.agent(number);
    AgentState state = state(key);
    return new AgentFacts(
        account.ask(key.stackName()).orElse(null),
        state == null
            ? List.of()
            : state.revisions().stream()
                .map(each -> each.number() + " " + names.known(each.deploymentId().value()))
                .toList(),
        state == null || state.running() == null ? null : names.known(state.running().value()),
        state == null
            ? List.of()
            : state.waiting().stream().map(id -> names.known(id.value())).toList(),
        objects(key),
        account.secrets().of(key.stackName()).stream()
            .map(Secrets.Secret::deployment)
            .map(names::known)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private SortedSet<String> objects(AgentKey key) {
    return Keys.deployments(key, account.bucket().keys()).stream()
        .map(names::known)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the agent remembers; null once it has retired. */
  private @Nullable AgentState state(AgentKey key) {
    try {
      var described = client.newUntypedWorkflowStub(key.workflowId()).describe();
      return AgentRuns.known(described.getWorkflowExecutionInfo()).orElse(null);
    } catch (WorkflowNotFoundException never) {
      return null;
    }
  }
}
