package dev.slipway.starter.admission;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Requester;
import dev.slipway.api.Role;
import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.DeploymentRequest;
import dev.slipway.starter.requests.Fingerprint;
import dev.slipway.starter.requests.ReuseRequest;
import dev.slipway.starter.requests.RoleReader;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.tracing.DeploymentTraces;
import dev.slipway.workflows.agent.ReuseOrder;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.destroy.DestroyAgentWorkflow;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.GivenNames;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.model.TimeLimits;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Admits deployments step by step; a refusal leaves nothing behind. Whoever asks, from wherever,
 * passes here, so their right to the agent is judged here.
 */
@Component
public final class Admissions {
  private final StarterStorage storage;
  private final KnownRequests known;
  private final CodeChecks checks;
  private final AgentQueue queue;
  private final ServerRules rules;
  private final AtOnce atOnce;
  private final Permissions permissions;
  private final KnownAccounts accounts;
  private final TimeLimits limits;
  private final boolean announced;
  private final DeploymentTraces traces;
  private final Clock clock = Clock.systemUTC();

  Admissions(
      StarterStorage storage,
      KnownRequests known,
      CodeChecks checks,
      AgentQueue queue,
      ServerRules rules,
      AtOnce atOnce,
      Permissions permissions,
      KnownAccounts accounts,
      DeploymentTraces traces,
      StarterSettings settings) {
    this.storage = storage;
    this.known = known;
    this.checks = checks;
    this.queue = queue;
    this.rules = rules;
    this.atOnce = atOnce;
    this.permissions = permissions;
    this.accounts = accounts;
    this.traces = traces;
    this.limits = settings.limits().ofAnOrder();
    this.announced = settings.receivers() != null;
  }

  /** The deployment's id: a new one, or that of an earlier identical request. */
  public DeploymentId deploy(DeploymentRequest request) {
    String account = permissions.requireAccount(request.account());
    permissions.require(
        Role.DEPLOYER, () -> account, request.region(), request.stackName().value());
    accounts.requireRegion(account, request.region());
    AgentKey agent =
        accounts
            .agent(account, request.region(), request.stackName())
            .on(request.requester().principal().issuerAndSubject());
    RoleReader.requireOf(agent.account(), request.spec());
    String fingerprint = Fingerprint.of(request);
    DeploymentId id = request.givenId().orElseGet(() -> DeploymentIds.next(clock));
    if (request.givenId().isPresent() && known.includes(agent, id, fingerprint)) {
      return id;
    }
    rules.require(request.subject());
    atOnce.require(request.subject(), agent);
    ArtifactRef code =
        storage.code().put(agent, id, request.source().fileName(), request.source().bytes());
    SecretRef secret = null;
    try {
      var report = requireGood(request, agent, code);
      if (!request.apiKeys().isEmpty()) {
        secret = storage.keys().store(agent, id, request.apiKeys());
      }
      deploy(id, agent, request, code, report.modelsHere(), secret, fingerprint);
      requireOurs(agent, request.givenId(), fingerprint);
      return id;
    } catch (UnclearOutcome unclear) {
      throw unclear.toProblem();
    } catch (RuntimeException refused) {
      takeBack(request, agent, fingerprint, code, secret);
      throw refused;
    }
  }

  /**
   * The id of the deployment that restores a revision of the agent.
   *
   * <p>A redeploy is the same with {@code Reuse.redeploy()} in the request: its package gets its
   * own address, so CloudFormation updates the function even if its template is unchanged.
   */
  public DeploymentId reuse(AgentKey agent, ReuseRequest request) {
    permissions.require(Role.DEPLOYER, agent);
    String fingerprint = Fingerprint.of(agent, request);
    DeploymentId id = request.givenId().orElseGet(() -> DeploymentIds.next(clock));
    if (request.givenId().isPresent() && known.includes(agent, id, fingerprint)) {
      return id;
    }
    try {
      traces.start(
          DeployAgentWorkflow.TYPE,
          id,
          traceparent ->
              queue.reuse(
                  new ReuseOrder(
                      id,
                      agent.on(request.requester().principal().issuerAndSubject()),
                      request.reuse(),
                      request.terms(),
                      request.requester().principal().name(),
                      request.reason(),
                      fingerprint,
                      limits,
                      request.requester(),
                      announced,
                      traceparent)));
      requireOurs(agent, request.givenId(), fingerprint);
      return id;
    } catch (UnclearOutcome unclear) {
      throw unclear.toProblem();
    }
  }

  /** The id of the deployment that destroys the agent. */
  public DeploymentId destroy(
      AgentKey agent, String name, Requester requester, @Nullable String reason) {
    permissions.require(Role.OPERATOR, agent);
    DeploymentId id = DeploymentIds.next(clock);
    try {
      return traces
          .start(
              DestroyAgentWorkflow.TYPE,
              id,
              traceparent ->
                  queue.destroy(
                      new DestroyOrder(
                          id,
                          agent.on(requester.principal().issuerAndSubject()),
                          requester.principal().name(),
                          reason,
                          limits,
                          requester,
                          announced,
                          traceparent),
                      name))
          .deploymentId();
    } catch (UnclearOutcome unclear) {
      throw unclear.toProblem();
    }
  }

  /** Two different requests may race for one new id; the queue admitted one, perhaps not ours. */
  private void requireOurs(AgentKey agent, Optional<DeploymentId> given, String fingerprint) {
    given.ifPresent(id -> known.requireNoOther(agent, id, fingerprint));
  }

  private CodeCheck.Report requireGood(
      DeploymentRequest request, AgentKey agent, ArtifactRef code) {
    var input =
        new CodeCheck.Input(
            request.region(),
            code,
            request.spec().runtime(),
            // As in the deployment's own check, whose answer the worker then knows.
            GivenNames.of(request.spec(), List.copyOf(request.apiKeys().keySet())),
            rules.packages(request.subject()),
            agent.role(),
            request.spec().entry(),
            request.spec().requirements());
    CodeCheck.Report report = checks.check(input);
    if (!report.ok()) {
      throw ProblemException.invalid(CodeChecks.errors(report));
    }
    return report;
  }

  private void deploy(
      DeploymentId id,
      AgentKey agent,
      DeploymentRequest request,
      ArtifactRef code,
      List<String> models,
      @Nullable SecretRef secret,
      String fingerprint) {
    traces.start(
        DeployAgentWorkflow.TYPE,
        id,
        traceparent ->
            queue.deploy(
                order(id, agent, request, code, models, secret, fingerprint, traceparent)));
  }

  private DeploymentOrder order(
      DeploymentId id,
      AgentKey agent,
      DeploymentRequest request,
      ArtifactRef code,
      List<String> models,
      @Nullable SecretRef secret,
      String fingerprint,
      @Nullable String traceparent) {
    return new DeploymentOrder(
        id,
        agent,
        rules.tightened(request.subject()),
        code,
        secret,
        request.requester().principal().name(),
        request.reason(),
        request.projectId(),
        request.version(),
        fingerprint,
        limits,
        null,
        request.terms(),
        request.planOnly(),
        models,
        rules.packages(request.subject()),
        request.requester(),
        announced,
        traceparent);
  }

  /**
   * Removes what was stored unless the same request was admitted; the keys only if no other request
   * owns the id, because its deployment may have stored the same ones.
   */
  private void takeBack(
      DeploymentRequest request,
      AgentKey agent,
      String fingerprint,
      ArtifactRef code,
      @Nullable SecretRef secret) {
    try {
      // An id generated for this request belongs to no other.
      Optional<String> owner = request.givenId().flatMap(id -> known.fingerprint(agent, id));
      if (owner.filter(fingerprint::equals).isPresent()) {
        return;
      }
      storage.code().remove(agent, code);
      if (secret != null && owner.isEmpty()) {
        storage.keys().remove(agent, secret);
      }
    } catch (RuntimeException alsoFailed) {
      System.getLogger(Admissions.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "what was stored as " + code.uri() + " stays",
              alsoFailed);
    }
  }
}
