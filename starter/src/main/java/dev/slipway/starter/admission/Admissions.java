package dev.slipway.starter.admission;

import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.DeploymentRequest;
import dev.slipway.starter.requests.Fingerprint;
import dev.slipway.starter.requests.ReuseRequest;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.workflows.agent.ReuseOrder;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.model.TimeLimits;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Admits deployments, one careful step after the other; a refusal leaves nothing behind. */
@Component
public final class Admissions {
  private final StarterStorage storage;
  private final Deployments deployments;
  private final CodeChecks checks;
  private final AgentQueue queue;
  private final TimeLimits limits;
  private final Clock clock = Clock.systemUTC();

  Admissions(
      StarterStorage storage,
      Deployments deployments,
      CodeChecks checks,
      AgentQueue queue,
      StarterSettings settings) {
    this.storage = storage;
    this.deployments = deployments;
    this.checks = checks;
    this.queue = queue;
    this.limits = settings.limits().ofAnOrder();
  }

  /** The id of the deployment, new or the one that the same request made before. */
  public DeploymentId deploy(DeploymentRequest request) {
    String account = storage.accounts().account(request.region());
    AgentKey agent = new AgentKey(account, request.region(), request.stackName());
    String fingerprint = Fingerprint.of(request);
    DeploymentId id = request.givenId().orElseGet(() -> DeploymentIds.next(clock));
    if (request.givenId().isPresent() && alreadyThere(id, fingerprint)) {
      return id;
    }
    ArtifactRef code = storage.code().put(agent, id, request.fileName(), request.code());
    SecretRef secret = null;
    try {
      requireGood(id, request, code, fingerprint);
      if (!request.apiKeys().isEmpty()) {
        secret = storage.keys().store(agent, id, request.apiKeys());
      }
      var admission = queue.deploy(order(id, agent, request, code, secret, fingerprint));
      return requireOurs(admission.deploymentId(), fingerprint);
    } catch (UnclearOutcome unclear) {
      throw unclear.toProblem();
    } catch (RuntimeException refused) {
      takeBack(request, id, fingerprint, code, secret);
      throw refused;
    }
  }

  /**
   * The id of the deployment that brings a revision of the agent back.
   *
   * <p>A redeploy is the same with {@code Reuse.redeploy()} in the request: its package gets an
   * address of its own, so CloudFormation updates the function even if its template did not change.
   */
  public DeploymentId reuse(AgentKey agent, ReuseRequest request) {
    String fingerprint = Fingerprint.of(agent, request);
    DeploymentId id = request.givenId().orElseGet(() -> DeploymentIds.next(clock));
    if (request.givenId().isPresent() && alreadyThere(id, fingerprint)) {
      return id;
    }
    var order =
        new ReuseOrder(
            id,
            agent,
            request.reuse(),
            request.terms(),
            request.requestedBy(),
            request.reason(),
            fingerprint,
            limits);
    try {
      return requireOurs(queue.reuse(order).deploymentId(), fingerprint);
    } catch (UnclearOutcome unclear) {
      throw unclear.toProblem();
    }
  }

  /** The id of the deployment that takes the agent down. */
  public DeploymentId destroy(
      AgentKey agent, String name, String requestedBy, @Nullable String reason) {
    DeploymentId id = DeploymentIds.next(clock);
    try {
      return queue
          .destroy(new DestroyOrder(id, agent, requestedBy, reason, limits), name)
          .deploymentId();
    } catch (UnclearOutcome unclear) {
      throw unclear.toProblem();
    }
  }

  private boolean alreadyThere(DeploymentId id, String fingerprint) {
    return deployments
        .describe(id.value())
        .map(
            described -> {
              requireSame(id, Deployments.requestSha256(described), fingerprint);
              return true;
            })
        .orElse(false);
  }

  /** Two different requests under one new id race; the queue let one in, perhaps not ours. */
  private DeploymentId requireOurs(DeploymentId id, String fingerprint) {
    deployments
        .describe(id.value())
        .ifPresent(described -> requireSame(id, Deployments.requestSha256(described), fingerprint));
    return id;
  }

  private static void requireSame(DeploymentId id, String known, String given) {
    if (!known.equals(given)) {
      throw ProblemException.conflict(
          "deployment_id: '%s' belongs to another request (expected: the same request, or a new id)"
              .formatted(id));
    }
  }

  private void requireGood(
      DeploymentId id, DeploymentRequest request, ArtifactRef code, String fingerprint) {
    var input = new CodeCheck.Input(request.region(), code, request.spec().runtime());
    String workflowId = "check-%s-%s".formatted(id, fingerprint.substring(0, 8));
    CodeCheck.Report report = checks.check(workflowId, input);
    if (!report.ok()) {
      throw ProblemException.invalid(CodeChecks.complaints(report));
    }
  }

  private DeploymentOrder order(
      DeploymentId id,
      AgentKey agent,
      DeploymentRequest request,
      ArtifactRef code,
      @Nullable SecretRef secret,
      String fingerprint) {
    return new DeploymentOrder(
        id,
        agent,
        request.spec(),
        code,
        secret,
        request.requestedBy(),
        request.reason(),
        request.projectId(),
        request.version(),
        fingerprint,
        limits,
        null,
        request.terms(),
        request.planOnly());
  }

  /** Removes what was stored, unless a twin of this request was admitted and lives on it. */
  private void takeBack(
      DeploymentRequest request,
      DeploymentId id,
      String fingerprint,
      ArtifactRef code,
      @Nullable SecretRef secret) {
    String region = request.region();
    try {
      // An id that was made for this request has no twin.
      boolean twin =
          request.givenId().isPresent()
              && deployments
                  .describe(id.value())
                  .map(known -> Deployments.requestSha256(known).equals(fingerprint))
                  .orElse(false);
      if (twin) {
        return;
      }
      storage.code().remove(region, code);
      if (secret != null) {
        storage.keys().remove(region, secret);
      }
    } catch (RuntimeException alsoFailed) {
      System.getLogger(Admissions.class.getName())
          .log(System.Logger.Level.WARNING, "what was stored for " + id + " stays", alsoFailed);
    }
  }
}
