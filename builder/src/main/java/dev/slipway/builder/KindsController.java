package dev.slipway.builder;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.health.HealthResponse;
import dev.slipway.starter.health.Probes;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.Attributes;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.Query;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.workflows.temporal.SearchAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports to the builder what can be deployed to, and whether that works right now. */
@RestController
@Needs(Role.VIEWER)
class KindsController {
  private static final List<String> TARGETS =
      List.of(DeploymentStatus.LAMBDA, DeploymentStatus.AGENTCORE);
  private static final List<String> NEEDED = List.of("SAM CLI", "uv", "Python", "AWS credentials");

  private final Probes probes;
  private final Visibility visibility;
  private final Permissions permissions;

  KindsController(Probes probes, Visibility visibility, Permissions permissions) {
    this.permissions = permissions;
    this.probes = probes;
    this.visibility = visibility;
  }

  /** One kind of deployment. */
  record Kind(
      String type, String name, String description, String status, List<String> requirements) {}

  record Kinds(List<Kind> deploymentTypes) {}

  /** One tool. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Tool(boolean available, @Nullable String version, List<String> requiredFor) {}

  /** Whether deployments can be made. */
  record Health(
      String serviceStatus,
      int activeDeployments,
      List<String> availableDeploymentTypes,
      Map<String, Tool> toolAvailability) {}

  /** A liveness answer. */
  record Alive(String status, Instant timestamp) {}

  @GetMapping("/api/deploy/types")
  Kinds kinds() {
    return new Kinds(
        List.of(
            new Kind(
                DeploymentStatus.LAMBDA,
                "AWS Lambda",
                "Serverless deployment using AWS Lambda",
                "implemented",
                NEEDED),
            new Kind(
                DeploymentStatus.AGENTCORE,
                "Bedrock AgentCore",
                "A micro-VM for each session on Amazon Bedrock AgentCore Runtime",
                "implemented",
                NEEDED)));
  }

  @GetMapping("/api/deploy/health")
  Health health() {
    HealthResponse answer = probes.run();
    boolean up = answer.status().equals("up");
    Map<String, Tool> tools = new TreeMap<>();
    answer
        .tools()
        .forEach(
            (name, tool) ->
                tools.put(
                    name.equals("sam") ? "sam_cli" : name,
                    new Tool(tool.available(), tool.version(), TARGETS)));
    return new Health(
        up ? "healthy" : answer.temporal().ok() ? "degraded" : "unhealthy",
        answer.temporal().ok() ? active() : 0,
        up ? TARGETS : List.of(),
        tools);
  }

  /** Those that the caller may see: how many others there are is not theirs to know. */
  private int active() {
    return (int)
        visibility
            .find(Query.types(Deployments.TYPES).running(), Visibility.MAX_PER_PAGE, null)
            .found()
            .stream()
            .map(Attributes::of)
            .filter(
                open ->
                    permissions.may(
                        Role.VIEWER,
                        open.account(),
                        open.get(SearchAttributes.REGION),
                        open.get(SearchAttributes.STACK)))
            .count();
  }

  @OpenToAll
  @GetMapping("/health")
  Alive alive() {
    return new Alive("healthy", Instant.now());
  }

  /** The builder's third target, which it may have disabled as well. */
  @Needs(Role.DEPLOYER)
  @PostMapping("/api/deploy/ecs-fargate")
  Kinds otherTarget() {
    throw ProblemException.notImplemented(
        "deployment_type: 'ecs-fargate' (expected: lambda or agentcore)");
  }
}
