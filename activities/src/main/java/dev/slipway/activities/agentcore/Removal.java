package dev.slipway.activities.agentcore;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntime;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Deletes a runtime with its endpoints and its logs. */
final class Removal {
  private static final String RUNTIME = "AWS::BedrockAgentCore::Runtime";
  private static final String LOG_GROUP = "AWS::Logs::LogGroup";
  private static final String WAS_AGENTS = "It belonged to the agent.";

  private Removal() {}

  static List<LedgerEntry> of(
      AgentRuntimes runtimes, CloudClients clients, String region, AgentRuntime runtime) {
    var ledger = new ArrayList<LedgerEntry>();
    List<String> endpoints = runtimes.delete(region, runtime);
    ledger.add(deleted(RUNTIME, runtime.agentRuntimeId()));
    endpoints.forEach(name -> ledger.add(deleted("endpoint", name)));
    ledger.addAll(ofLogs(clients, region, runtime.agentRuntimeId()));
    return ledger;
  }

  /** What a runtime that no longer exists has left. */
  static List<LedgerEntry> ofRest(CloudClients clients, String region, String runtimeId) {
    var ledger = new ArrayList<LedgerEntry>();
    ledger.add(
        new LedgerEntry(
            RUNTIME, runtimeId, LedgerAction.DELETED, "It does not exist, or no longer does."));
    ledger.addAll(ofLogs(clients, region, runtimeId));
    return ledger;
  }

  private static List<LedgerEntry> ofLogs(CloudClients clients, String region, String runtimeId) {
    return logGroups(clients, region, runtimeId)
        .map(
            group -> {
              remove(clients, region, group);
              return deleted(LOG_GROUP, group);
            })
        .toList();
  }

  private static void remove(CloudClients clients, String region, String group) {
    try {
      clients.logs(region).deleteLogGroup(request -> request.logGroupName(group));
    } catch (ResourceNotFoundException gone) {
      // An earlier attempt, or someone else, was faster.
    }
  }

  /** What {@link #of} would delete. */
  static List<LedgerEntry> listed(CloudClients clients, String region, AgentRuntime runtime) {
    return Stream.concat(
            Stream.of(would(RUNTIME, runtime.agentRuntimeId())),
            logGroups(clients, region, runtime.agentRuntimeId()).map(id -> would(LOG_GROUP, id)))
        .toList();
  }

  private static Stream<String> logGroups(CloudClients clients, String region, String runtimeId) {
    String prefix = RuntimeOutputsActivity.logGroup(runtimeId, "");
    return clients
        .logs(region)
        .describeLogGroupsPaginator(request -> request.logGroupNamePrefix(prefix))
        .logGroups()
        .stream()
        .map(LogGroup::logGroupName)
        .toList()
        .stream();
  }

  private static LedgerEntry deleted(String resource, String id) {
    return new LedgerEntry(resource, id, LedgerAction.DELETED, WAS_AGENTS);
  }

  private static LedgerEntry would(String resource, String id) {
    return new LedgerEntry(resource, id, LedgerAction.DELETED, "It would be deleted.");
  }
}
