package dev.slipway.workflows.fakes;

import dev.slipway.api.Approval;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.OnFailure;
import dev.slipway.api.QueuePolicy;
import dev.slipway.api.StackName;
import dev.slipway.workflows.agent.ReuseOrder;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.PackageTerms;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.turn.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Orders that differ from an ordinary one in a single respect. */
public final class Orders {
  public static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-weather"));

  private Orders() {}

  public static DeploymentOrder order(String id) {
    return order(id, AGENT, DeploymentSpec.named(new FunctionName("weather")));
  }

  public static DeploymentOrder order(String id, AgentKey agent) {
    return order(id, agent, DeploymentSpec.named(new FunctionName("weather")));
  }

  public static DeploymentOrder order(String id, OnFailure onFailure) {
    return order(id, AGENT, spec(onFailure, Approval.NONE));
  }

  public static DeploymentOrder order(String id, Approval approval) {
    return order(id, AGENT, spec(OnFailure.COMPENSATE, approval));
  }

  /** The same with other limits. */
  public static DeploymentOrder limited(DeploymentOrder order, TimeLimits limits) {
    return copy(order, limits, order.terms(), order.planOnly(), order.models());
  }

  /** The same for a project, from a server with receivers of notices. */
  public static DeploymentOrder announced(DeploymentOrder order) {
    return new DeploymentOrder(
        order.id(),
        order.agent(),
        order.spec(),
        order.code(),
        order.secret(),
        order.requestedBy(),
        order.reason(),
        "forecasts",
        order.version(),
        order.requestSha256(),
        order.limits(),
        order.reuse(),
        order.terms(),
        order.planOnly(),
        order.models(),
        order.packages(),
        order.requester(),
        true,
        order.traceparent());
  }

  /** An order that ends with its plan. */
  public static DeploymentOrder planOnly(String id) {
    return planOnly(order(id));
  }

  /** The same, but nothing is executed and nothing stays. */
  public static DeploymentOrder planOnly(DeploymentOrder order) {
    return copy(order, order.limits(), order.terms(), true, order.models());
  }

  /** An order that waits for approval, and parks if it fails. */
  public static DeploymentOrder parkingWithApproval(String id) {
    return order(id, AGENT, spec(OnFailure.PARK, Approval.REQUIRED));
  }

  public static DestroyOrder destroyOrder(String id) {
    return new DestroyOrder(
        new DeploymentId(id), AGENT, "tester", null, TimeLimits.usual(), null, false, null);
  }

  /** One with other queue terms. */
  public static DeploymentOrder order(String id, QueueTerms terms) {
    DeploymentOrder usual = order(id);
    return copy(usual, usual.limits(), terms, false, usual.models());
  }

  /** The same for code that names these models. */
  public static DeploymentOrder naming(DeploymentOrder order, List<String> models) {
    return copy(order, order.limits(), order.terms(), order.planOnly(), models);
  }

  private static DeploymentOrder copy(
      DeploymentOrder order,
      TimeLimits limits,
      QueueTerms terms,
      boolean planOnly,
      List<String> models) {
    return new DeploymentOrder(
        order.id(),
        order.agent(),
        order.spec(),
        order.code(),
        order.secret(),
        order.requestedBy(),
        order.reason(),
        order.projectId(),
        order.version(),
        order.requestSha256(),
        limits,
        order.reuse(),
        terms,
        planOnly,
        models,
        order.packages(),
        order.requester(),
        order.announced(),
        order.traceparent());
  }

  /** The same for an agent with this TTL. */
  public static DeploymentOrder withTtl(DeploymentOrder order, Duration ttl) {
    var base = order.spec();
    var limited = base.with("ttl", ttl);
    return order.with(limited, order.code());
  }

  public static ReuseOrder rollback(String id, int revision) {
    return reuse(id, Reuse.rollbackTo(revision));
  }

  public static ReuseOrder rollback(String id, int revision, QueuePolicy policy) {
    return reuse(id, Reuse.rollbackTo(revision), new QueueTerms(policy, null, null));
  }

  public static ReuseOrder reuse(String id, Reuse reuse) {
    return reuse(id, reuse, QueueTerms.DEFAULT);
  }

  private static ReuseOrder reuse(String id, Reuse reuse, QueueTerms terms) {
    return new ReuseOrder(
        new DeploymentId(id),
        AGENT,
        reuse,
        terms,
        "tester",
        "wrong answers",
        "fingerprint-" + id,
        TimeLimits.usual(),
        null,
        false,
        null);
  }

  public static ArtifactRef artifact(String name) {
    String digit = Integer.toHexString(Math.floorMod(name.hashCode(), 16));
    return new ArtifactRef("s3://bucket/" + name, digit.repeat(64), name.length());
  }

  private static ArtifactRef artifact(String id, String name) {
    return artifact("agents/%s/%s/%s".formatted(AGENT.stackName(), id, name));
  }

  public static DeploymentSpec spec(OnFailure onFailure, Approval approval) {
    var base = DeploymentSpec.named(new FunctionName("weather"));
    return base.with("on_failure", onFailure).with("approval", approval);
  }

  /** The spec with another memory size: a patch a person might make. */
  public static DeploymentSpec withMemory(DeploymentSpec base, int megabytes) {
    return base.with("memory_size", megabytes);
  }

  /** A rollback as its agent creates it: without keys of its own. */
  public static DeploymentOrder copyOf(String id, Revision source) {
    return new DeploymentOrder(
        new DeploymentId(id),
        AGENT,
        source.spec(),
        source.bundle().archive(),
        null,
        "tester",
        "wrong answers",
        null,
        null,
        "fingerprint-" + id,
        TimeLimits.usual(),
        Reuse.rollbackTo(source.number()),
        QueueTerms.DEFAULT,
        false,
        List.of(),
        PackageTerms.NONE,
        null,
        false,
        null);
  }

  /** A revision left by an earlier deployment. */
  public static Revision revision(String id, int number) {
    return new Revision(
        number,
        new DeploymentId(id),
        spec(OnFailure.COMPENSATE, Approval.NONE),
        new Inject.Bundle(
            artifact(id, "source"),
            List.of("strands-agents"),
            List.of(),
            List.of(),
            true,
            List.of(),
            false,
            List.of(),
            null,
            null),
        new SamBuild.Built(
            artifact("template"),
            artifact("lock"),
            artifact("layer"),
            false,
            artifact(id, "zip"),
            1),
        new SecretRef("arn:secret:" + id, "v1", List.of("OPENAI_API_KEY")),
        new FunctionOutputs(
            "arn:fn", "weather", "1", "/aws/lambda/weather", null, null, null, null),
        "tester",
        "because",
        Instant.EPOCH,
        null,
        null);
  }

  private static DeploymentOrder order(String id, AgentKey agent, DeploymentSpec spec) {
    return new DeploymentOrder(
        new DeploymentId(id),
        agent,
        spec,
        artifact(id, "code"),
        new SecretRef("arn:secret:" + id, "v1", List.of("OPENAI_API_KEY")),
        "tester",
        "because",
        null,
        null,
        "fingerprint-" + id,
        TimeLimits.usual());
  }
}
