package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stack with its change sets and, once it is healthy, a function with versions. */
public final class Stack {
  /** A published version: its code was read from S3 when it was published. */
  record Version(
      int number, String code, int memory, String environment, @Nullable String secret) {}

  /** Planned changes. */
  public record ChangeSet(String name, StackTemplate wanted) {}

  /** Its state in CloudFormation. */
  public enum Condition {
    PLANNED,
    HEALTHY,
    ROLLED_BACK
  }

  private static final int TAMPERED = 999;

  private final Map<String, ChangeSet> changeSets = new LinkedHashMap<>();
  private final Map<String, Boolean> executed = new LinkedHashMap<>();
  private Condition condition = Condition.PLANNED;
  private @Nullable StackTemplate template;
  private @Nullable Version live;
  private int published;
  private boolean rolledBack;

  public Condition condition() {
    return condition;
  }

  /** As last deployed; empty while it is only planned. */
  public Optional<StackTemplate> template() {
    return Optional.ofNullable(template);
  }

  /** Whether the last update failed. */
  boolean hasRolledBack() {
    return rolledBack;
  }

  Optional<Version> live() {
    return Optional.ofNullable(live);
  }

  /** Which version answers. */
  public int liveVersion() {
    return live == null ? 0 : live.number();
  }

  /** Where the agent can be found. */
  Outputs outputs() {
    String version = String.valueOf(liveVersion());
    return new FunctionOutputs(
        "arn:fn", "weather", version, "/aws/lambda/weather", null, null, null, null);
  }

  public void plan(ChangeSet changeSet) {
    changeSets.put(changeSet.name(), changeSet);
  }

  /** Removes a deployment's unexecuted change sets, and returns their names. */
  public List<String> dropPlans(String deployment) {
    List<String> dropped =
        changeSets.values().stream()
            .filter(each -> each.wanted().deployment().equals(deployment))
            .map(ChangeSet::name)
            .filter(name -> !executed.containsKey(name))
            .toList();
    dropped.forEach(changeSets::remove);
    return dropped;
  }

  /** Executes a change set once; false if it already was. */
  public boolean execute(String name, Bucket bucket) {
    ChangeSet changeSet = changeSets.get(name);
    if (changeSet == null) {
      throw new IllegalArgumentException("no change set " + name);
    }
    if (executed.putIfAbsent(name, true) != null) {
      return false;
    }
    update(changeSet.wanted(), bucket);
    return true;
  }

  /** Makes the stack match the template; a failure leaves it unchanged. */
  public void update(StackTemplate wanted, Bucket bucket) {
    boolean breaks = wanted.environment().contains("breaks");
    Optional<String> code = bucket.get(wanted.codeUri());
    rolledBack = breaks || code.isEmpty();
    if (rolledBack) {
      if (condition != Condition.HEALTHY) {
        condition = Condition.ROLLED_BACK;
        template = wanted;
      }
      throw new StackFailedException(breaks ? "AgentFunction" : "no object " + wanted.codeUri());
    }
    if (template == null || live == null || !template.hashed().equals(wanted.hashed())) {
      publish(code.get(), wanted);
    }
    template = wanted;
    condition = Condition.HEALTHY;
  }

  private void publish(String code, StackTemplate wanted) {
    live =
        new Version(++published, code, wanted.memory(), wanted.environment(), wanted.secretArn());
  }

  /** Someone publishes another memory size outside CloudFormation; false if there is nothing. */
  public boolean tamper() {
    if (live == null) {
      return false;
    }
    live = new Version(++published, live.code(), TAMPERED, live.environment(), live.secret());
    return true;
  }

  /** CloudFormation has rolled back. */
  public static final class StackFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StackFailedException(String what) {
      super(what);
    }
  }
}
