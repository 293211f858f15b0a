package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the agent runs and how its deployment behaves; everything except code and keys. */
public record DeploymentSpec(
    @FieldDoc(value = "The name of the Lambda function.", label = "Function name")
        FunctionName functionName,
    @FieldDoc(
            value =
                "What the agent runs on: lambda, or agentcore for a micro-VM of its own per session.",
            label = "Runs on",
            option = "--target T")
        Target deploymentType,
    @FieldDoc(
            value =
                "The Python that the agent runs on; auto is the lowest from 3.11 on that reads the code.",
            label = "Runtime",
            option = "--runtime R")
        PythonRuntime runtime,
    @FieldDoc(
            value = "The processor that the agent runs on.",
            label = "Architecture",
            option = "--arch A")
        Architecture architecture,
    @FieldDoc(
            value =
                "What a request is given to, such as main.py:main: a file, and perhaps a name in it;"
                    + " found when left out.",
            label = "Entry point",
            option = "--entry FILE:NAME")
        // Left out when absent, so that a request from an older version is still the same.
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String entry,
    @FieldDoc(
            value = "Memory of the function; its share of a processor grows with it.",
            label = "Memory",
            option = "--memory MB",
            unit = "MB",
            min = 128,
            max = 10_240,
            only = Target.LAMBDA)
        int memorySize,
    @FieldDoc(
            value = "Longest time that one call may take.",
            label = "Timeout",
            option = "--timeout S",
            unit = "seconds",
            min = 3,
            max = 900)
        Duration timeout,
    @FieldDoc(
            value = "Space for temporary files in /tmp; what exceeds 512 MB costs extra.",
            label = "Temporary storage",
            option = "--storage MB",
            unit = "MB",
            min = 512,
            max = 10_240,
            only = Target.LAMBDA)
        int ephemeralStorage,
    @FieldDoc(
            value =
                "Environment variables, at most 3,500 bytes in all; their values are visible to whoever may"
                    + " read the function.",
            label = "Environment",
            option = "--env K=V")
        Map<String, String> environmentVariables,
    @FieldDoc(
            value = "Requirements beyond what the code imports, such as httpx>=0.27; at most 100.",
            label = "Requirements beyond the imports",
            option = "--require REQ")
        List<String> requirements,
    @FieldDoc(
            value = "Tags of the agent's resources, at most 40.",
            label = "Tags",
            option = "--tag K=V")
        Map<String, String> tags,
    @FieldDoc(
            value = "Whether the agent gets a function URL.",
            label = "Function URL",
            option = "--url",
            only = Target.LAMBDA)
        boolean enableFunctionUrl,
    @FieldDoc(
            value =
                "Who may call the agent's endpoints; NONE is anyone on the internet, at your cost, and"
                    + " needs allow_public: true.",
            label = "Calls are signed with",
            only = Target.LAMBDA)
        FunctionUrlAuth functionUrlAuth,
    @FieldDoc(
            value = "Whether the agent gets a REST API, whose calls end after 29 s.",
            label = "REST API (calls end after 29 s)",
            option = "--api",
            only = Target.LAMBDA)
        boolean enableApiGateway,
    @FieldDoc(
            value = "The origin that may call the endpoints from a browser; * is any.",
            label = "Origin that may call from a browser",
            option = "--cors ORIGIN",
            only = Target.LAMBDA)
        String corsAllowOrigin,
    @FieldDoc(
            value =
                "Subnets and security groups of the VPC the function is attached to; outside any VPC"
                    + " when left out.",
            label = "VPC")
        @Nullable VpcConfig vpcConfig,
    @FieldDoc(
            value =
                "IAM policies that the agent's role gets besides its own, at most 10 ARNs; the server's"
                    + " permissions boundary limits them.",
            label = "IAM policies of the agent",
            option = "--managed-policy ARN")
        List<String> managedPolicies,
    @FieldDoc(
            value =
                "What the agent's role is allowed in AWS besides its own: statements of IAM with Action,"
                    + " Resource and perhaps Condition, at most 20 with 3,000 characters; the server's"
                    + " permissions boundary limits them.",
            label = "What the agent may do in AWS",
            option = "--permissions FILE")
        // Left out when empty, so that a request from an older version is still the same.
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Permission> permissions,
    @FieldDoc(
            value =
                "The ARN of a role that the agent runs with in place of one made for it; it must have the"
                    + " server's permissions boundary, and Slipway never changes it. Not with"
                    + " managed_policies or permissions.",
            label = "Role of its own",
            option = "--execution-role ARN")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String executionRole,
    @FieldDoc(
            value =
                "Where conversations are kept between calls that name a session_id: s3 keeps them in the"
                    + " server's bucket until the agent is destroyed.",
            label = "Conversations",
            option = "--session WHERE",
            only = Target.LAMBDA)
        SessionStore session,
    @FieldDoc(
            value =
                "What calls share: call gives each its own copy of the loaded agent; environment lets"
                    + " callers share everything, for an agent that remembers on purpose.",
            label = "Calls share",
            option = "--isolation HOW",
            only = Target.LAMBDA)
        Isolation isolation,
    @FieldDoc(
            value = "Whether the answer is streamed; auto streams when the agent's main does.",
            label = "Answers",
            option = "--invoke-mode M",
            only = Target.LAMBDA)
        InvokeMode invokeMode,
    @FieldDoc(
            value = "Whether calls are traced with AWS X-Ray.",
            label = "Trace with AWS X-Ray",
            option = "--tracing",
            only = Target.LAMBDA)
        boolean tracing,
    @FieldDoc(
            value =
                "Most calls at the same time, reserved for this agent; 0 stops it. Shared with the"
                    + " account's other functions when left out.",
            label = "Reserved concurrency",
            option = "--reserved N",
            max = 1000,
            only = Target.LAMBDA)
        @Nullable Integer reservedConcurrency,
    @FieldDoc(
            value = "Environments kept warm, which cost money while they wait.",
            label = "Provisioned concurrency",
            option = "--provisioned N",
            max = 1000,
            only = Target.LAMBDA)
        int provisionedConcurrency,
    @FieldDoc(
            value = "How long CloudWatch keeps the logs: one of the periods it offers.",
            label = "Logs are kept for",
            option = "--log-days D",
            unit = "days",
            min = 1,
            max = 3653)
        int logRetentionDays,
    @FieldDoc(
            value = "What happens when a step fails permanently.",
            label = "When a step fails",
            option = "--on-failure WHAT")
        OnFailure onFailure,
    @FieldDoc(
            value = "Whether a person must approve the plan before anything changes.",
            label = "Before anything changes",
            option = "--approval WHEN")
        Approval approval,
    @FieldDoc(
            value =
                "What the live agent is asked before the deployment counts as done, and text that its"
                    + " answer must contain; off for no smoke test.",
            label = "Smoke test")
        @Nullable SmokeCheck smokeTest,
    @FieldDoc(
            value = "How long a session may wait for its next call before its micro-VM ends.",
            label = "A session waits",
            option = "--session-idle S",
            unit = "seconds",
            min = 60,
            max = 28_800,
            only = Target.AGENTCORE)
        Duration sessionIdleTimeout,
    @FieldDoc(
            value = "How long a session's micro-VM lives at most, whatever it is doing.",
            label = "A session lives",
            option = "--session-lifetime S",
            unit = "seconds",
            min = 60,
            max = 28_800,
            only = Target.AGENTCORE)
        Duration sessionMaxLifetime,
    @FieldDoc(
            value =
                "How long the agent lives after a successful deployment; it never expires when left out.",
            label = "Expires after",
            option = "--ttl T",
            min = 60,
            max = 31_536_000)
        @Nullable Duration ttl) {

  public DeploymentSpec {
    // The starter decides what is legal; a newer one may allow more than this version knows.
    Objects.requireNonNull(functionName, "function_name");
    // Absent from what earlier versions have written.
    ephemeralStorage = ephemeralStorage == 0 ? UsualSpec.STORAGE : ephemeralStorage;
    environmentVariables = sorted(environmentVariables);
    requirements = List.copyOf(requirements);
    managedPolicies = List.copyOf(Objects.requireNonNullElse(managedPolicies, List.of()));
    permissions = List.copyOf(Objects.requireNonNullElse(permissions, List.of()));
    deploymentType = Objects.requireNonNullElse(deploymentType, Target.LAMBDA);
    sessionIdleTimeout = Objects.requireNonNullElse(sessionIdleTimeout, UsualSpec.IDLE_TIMEOUT);
    sessionMaxLifetime = Objects.requireNonNullElse(sessionMaxLifetime, UsualSpec.LIFETIME);
    session = Objects.requireNonNullElse(session, SessionStore.NONE);
    isolation = Objects.requireNonNullElse(isolation, Isolation.CALL);
    tags = sorted(tags);
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /** A spec with only a name: every default of the product. */
  public static DeploymentSpec named(FunctionName functionName) {
    return UsualSpec.of(functionName);
  }

  /** The same with the defaults of a target: what only another one has is off. */
  public static DeploymentSpec named(FunctionName functionName, Target target) {
    return UsualSpec.of(functionName, target);
  }

  /**
   * A copy in which one field differs.
   *
   * @param field its name in JSON, such as {@code memory_size}
   * @throws IllegalArgumentException for a name or a value that does not fit
   */
  public DeploymentSpec with(String field, @Nullable Object value) {
    SpecField changed = SpecField.named(field);
    return SpecField.compose(each -> each.equals(changed) ? value : each.of(this));
  }
}
