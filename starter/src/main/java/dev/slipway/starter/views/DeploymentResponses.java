package dev.slipway.starter.views;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Requester;
import dev.slipway.starter.estimate.Advisor;
import dev.slipway.starter.estimate.Estimates;
import dev.slipway.starter.requests.SpecWriter;
import dev.slipway.starter.requests.Traffic;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.timeline.DeploymentView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Maps the projection of a history to the names of the API, with estimate, advice and links. */
@Component
public final class DeploymentResponses {
  private final Estimates estimates;
  private final Links links;
  private final Clock clock = Clock.systemUTC();

  DeploymentResponses(Estimates estimates, Links links) {
    this.estimates = estimates;
    this.links = links;
  }

  public DeploymentResponse of(DeploymentView view) {
    var spec = view.spec();
    var terms = view.terms();
    Requester requester = view.requester();
    return new DeploymentResponse(
        view.deploymentId(),
        links.name(view.agent(), view.agentName()),
        view.type(),
        view.status(),
        view.step(),
        view.requestedBy(),
        view.reason(),
        view.projectId(),
        view.version(),
        view.createdAt(),
        view.completedAt(),
        duration(view.createdAt(), view.completedAt()).toMillis(),
        view.revision(),
        copyOf(view, Reuse.Kind.ROLLBACK),
        copyOf(view, Reuse.Kind.REDEPLOY),
        terms == null ? null : terms.policy(),
        terms == null ? null : terms.notBefore(),
        terms == null ? null : terms.notAfter(),
        spec == null ? null : request(spec),
        view.steps(),
        view.failure(),
        view.outputs(),
        view.compensation(),
        view.artifact(),
        view.changes(),
        view.planOnly(),
        plan(view),
        view.warnings(),
        spec == null ? List.of() : Advisor.onDeployed(spec),
        spec == null ? null : estimates.of(spec, view.agent().region(), Traffic.TYPICAL),
        requester == null ? null : requester.principal(),
        requester == null ? null : requester.onBehalfOf(),
        view.decisions().stream().map(DecisionResponse::of).toList(),
        view.traceId(),
        view.runtimeVersion(),
        view.lastEventId(),
        links.ofDeployment(view.deploymentId(), view.agent()));
  }

  private static Map<String, Object> request(DeploymentSpec spec) {
    Map<String, Object> request = new LinkedHashMap<>();
    SpecWriter.write(spec)
        .properties()
        .forEach(each -> request.put(each.getKey(), each.getValue()));
    Duration ttl = spec.ttl();
    if (ttl != null) {
      request.put("ttl_seconds", ttl.toSeconds());
    }
    return request;
  }

  private static @Nullable Integer copyOf(DeploymentView view, Reuse.Kind kind) {
    Reuse reuse = view.reuse();
    return reuse == null || reuse.kind() != kind ? null : reuse.revision();
  }

  private @Nullable PlanResponse plan(DeploymentView view) {
    var plan = view.plan();
    var spec = view.spec();
    if (plan == null || spec == null) {
      return null;
    }
    var live = plan.liveSpec();
    String region = view.agent().region();
    return PlanResponse.of(
        plan,
        new PlanResponse.Cost(
            live == null ? null : estimates.of(live, region, Traffic.TYPICAL).monthlyUsd(),
            estimates.of(spec, region, Traffic.TYPICAL).monthlyUsd()));
  }

  private Duration duration(Instant from, @Nullable Instant to) {
    return Duration.between(from, to == null ? clock.instant() : to);
  }
}
