package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.api.Target;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stack with its change sets and, once it is healthy, a function with versions; or with a
 * runtime beside it, whose versions callers reach only when its endpoint is moved.
 */
public final class Stack {
  /** A published version: its code was read from S3 when it was published. */
  record Version(int number, String code, int memory, String environment, @Nullable String secret) {
    boolean is(String otherCode, StackTemplate wanted) {
      return code.equals(otherCode)
          && memory == wanted.memory()
          && environment.equals(wanted.environment())
          && Objects.equals(secret, wanted.secretArn());
    }
  }

  /** Planned changes. */
  public record ChangeSet(String name, StackTemplate wanted) {}

  /** Its state in CloudFormation. */
  public enum Condition {
    PLANNED,
    HEALTHY,
    ROLLED_BACK
  }

  private static final int TAMPERED = 999;

  private final Target target;
  private final Map<Integer, Version> versions = new LinkedHashMap<>();
  private final Map<String, ChangeSet> changeSets = new LinkedHashMap<>();
  private final Map<String, Boolean> executed = new LinkedHashMap<>();
  private Condition condition = Condition.PLANNED;
  private @Nullable StackTemplate template;
  private @Nullable Version live;
  private int published;
  private boolean rolledBack;

  public Stack(Target target) {
    this.target = target;
  }

  public Condition condition() {
    return condition;
  }

  /** As last deployed; empty while it is only planned. */
  public Optional<StackTemplate> template() {
    return Optional.ofNullable(template);
  }

  boolean hasRuntime() {
    return target == Target.AGENTCORE;
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
    return switch (target) {
      case LAMBDA, UNKNOWN ->
          new FunctionOutputs(
              "arn:fn",
              "weather",
              String.valueOf(liveVersion()),
              "/aws/lambda/weather",
              null,
              null,
              null,
              null);
      case AGENTCORE -> outputs(liveVersion(), RuntimeOutputs.LIVE);
    };
  }

  /** Where a version of the runtime answers. */
  static RuntimeOutputs outputs(int version, String endpoint) {
    return new RuntimeOutputs(
        "arn:rt", "weather-1", "weather", String.valueOf(version), endpoint, "/aws/agentcore");
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
    if (target == Target.LAMBDA
        && (template == null || live == null || !template.hashed().equals(wanted.hashed()))) {
      live = publish(code.get(), wanted);
    }
    template = wanted;
    condition = Condition.HEALTHY;
  }

  private Version publish(String code, StackTemplate wanted) {
    var version =
        new Version(++published, code, wanted.memory(), wanted.environment(), wanted.secretArn());
    versions.put(version.number(), version);
    return version;
  }

  /** The runtime's version that is as the template wants it, found or made. */
  int provide(Bucket bucket) {
    StackTemplate wanted = template().orElseThrow();
    String code = bucket.get(wanted.codeUri()).orElseThrow();
    return versions.values().stream()
        .filter(version -> version.is(code, wanted))
        .findFirst()
        .orElseGet(() -> publish(code, wanted))
        .number();
  }

  Version version(int number) {
    return Objects.requireNonNull(versions.get(number));
  }

  /** Moves the runtime's endpoint; 0 takes it away. */
  public void goLive(int number) {
    live = number == 0 ? null : version(number);
  }

  /** Someone publishes another memory size outside CloudFormation; false if there is nothing. */
  public boolean tamper() {
    if (live == null) {
      return false;
    }
    live = new Version(++published, live.code(), TAMPERED, live.environment(), live.secret());
    versions.put(published, live);
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
