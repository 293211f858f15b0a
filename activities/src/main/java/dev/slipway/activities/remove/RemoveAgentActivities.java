package dev.slipway.activities.remove;

import dev.slipway.activities.heartbeat.Heartbeats;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.StackOperations;
import dev.slipway.activities.stack.StackOwner;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.activities.stack.StackResources;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.drift.CheckDriftWorkflow;
import dev.slipway.workflows.drift.DriftSchedules;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Removes an agent's stack, and what its deployments stored and no longer need. */
public final class RemoveAgentActivities implements RemoveAgent {
  private static final String WOULD_GO = "It would be deleted.";
  private static final String WAS_AGENTS = "It belonged to the agent.";

  private static final String CONVERSATIONS = "conversations";

  private static final String SCHEDULE = "schedule";

  private final StackReader reader;
  private final StackOperations operations;
  private final StackOwner owner;
  private final StackResources resources;
  private final Belongings belongings;
  private final DriftSchedules schedules;

  public RemoveAgentActivities(
      CloudClients clients, Belongings belongings, DriftSchedules schedules) {
    this.reader = new StackReader(clients);
    this.operations = new StackOperations(clients);
    this.owner = new StackOwner(clients);
    this.resources = new StackResources(clients);
    this.belongings = belongings;
    this.schedules = schedules;
  }

  @Override
  public List<LedgerEntry> listResources(Input input) {
    var region = input.agent().region();
    var ledger = new ArrayList<LedgerEntry>();
    reader
        .find(region, input.agent().stackName().value())
        .ifPresent(stack -> ledger.addAll(wouldGo(input, stack)));
    Belongings.Sorted keys = belongings.secrets(input.agent());
    keys.removable().forEach(arn -> ledger.add(would(Belongings.SECRET, arn)));
    ledger.addAll(keys.spared());
    Belongings.Sorted objects = belongings.objects(input.agent());
    objects.removable().forEach(key -> ledger.add(would(Belongings.OBJECT, key)));
    ledger.addAll(objects.spared());
    belongings
        .conversations(input.agent())
        .ifPresent(folder -> ledger.add(would(CONVERSATIONS, folder)));
    if (schedules.exists(input.agent())) {
      ledger.add(would(SCHEDULE, CheckDriftWorkflow.id(input.agent())));
    }
    ledger.add(records());
    return List.copyOf(ledger);
  }

  private List<LedgerEntry> wouldGo(Input input, Stack stack) {
    if (!owner.owns(input.agent(), stack)) {
      return List.of(
          new LedgerEntry(
              "stack",
              stack.stackName(),
              LedgerAction.RETAINED,
              "It does not belong to this agent, so destroy would refuse it."));
    }
    var ledger = new ArrayList<LedgerEntry>();
    ledger.add(would("stack", stack.stackName()));
    resources
        .present(input.agent().region(), stack.stackId())
        .forEach(part -> ledger.add(would(part.resourceType(), part.physicalResourceId())));
    return ledger;
  }

  @Override
  public List<LedgerEntry> removeStack(Input input) {
    var region = input.agent().region();
    var name = input.agent().stackName().value();
    var found = reader.find(region, name);
    Parts before = Heartbeats.lastDetails(Parts.class).orElse(Parts.NONE);
    if (found.isEmpty()) {
      return before.isEmpty()
          ? List.of(deleted("stack", name, "It does not exist, or no longer does."))
          : report(region, name, before);
    }
    owner.requireRemovable(input.agent(), found.get());
    // A stuck deletion is retried for hours, and what was deleted at once stays in the report.
    Parts parts = before.and(resources.present(region, found.get().stackId()));
    Heartbeats.report(parts);
    operations.delete(region, found.get().stackId());
    return report(region, name, parts);
  }

  private List<LedgerEntry> report(String region, String stack, Parts parts) {
    var ledger = new ArrayList<LedgerEntry>();
    ledger.add(deleted("stack", stack, WAS_AGENTS));
    parts.parts().forEach(part -> ledger.add(resources.afterwards(region, part.type(), part.id())));
    return List.copyOf(ledger);
  }

  @Override
  public List<LedgerEntry> removeSecrets(Input input) {
    var ledger = new ArrayList<LedgerEntry>();
    Belongings.Sorted keys = belongings.secrets(input.agent());
    belongings
        .removeSecrets(input.agent(), keys)
        .forEach(arn -> ledger.add(deleted(Belongings.SECRET, arn, WAS_AGENTS)));
    ledger.addAll(keys.spared());
    return List.copyOf(ledger);
  }

  @Override
  public List<LedgerEntry> removeArtifacts(Input input) {
    var ledger = new ArrayList<LedgerEntry>();
    Belongings.Sorted objects = belongings.objects(input.agent());
    belongings
        .removeObjects(input.agent(), objects)
        .forEach(uri -> ledger.add(deleted(Belongings.OBJECT, uri, WAS_AGENTS)));
    ledger.addAll(objects.spared());
    // One entry: there may be thousands of objects.
    belongings
        .conversations(input.agent())
        .ifPresent(
            folder ->
                ledger.add(
                    deleted(
                        CONVERSATIONS,
                        folder,
                        "%d objects of the agent's callers."
                            .formatted(belongings.removeConversations(input.agent())))));
    if (schedules.remove(input.agent())) {
      ledger.add(deleted(SCHEDULE, CheckDriftWorkflow.id(input.agent()), WAS_AGENTS));
    }
    ledger.add(records());
    return List.copyOf(ledger);
  }

  private static LedgerEntry records() {
    return new LedgerEntry(
        "objects",
        "records/, layers/",
        LedgerAction.RETAINED,
        "Logs and audit records are kept; built dependencies are shared.");
  }

  private static LedgerEntry deleted(String resource, String id, String reason) {
    return new LedgerEntry(resource, id, LedgerAction.DELETED, reason);
  }

  private static LedgerEntry would(String resource, String id) {
    return deleted(resource, id, WOULD_GO);
  }
}
