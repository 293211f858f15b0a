package dev.slipway.starter.requests;

import dev.slipway.workflows.model.Approval;
import dev.slipway.workflows.model.Architecture;
import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.model.Exposure;
import dev.slipway.workflows.model.FunctionUrlAuth;
import dev.slipway.workflows.model.InvokeMode;
import dev.slipway.workflows.model.OnFailure;
import dev.slipway.workflows.model.PythonRuntime;
import dev.slipway.workflows.model.Requirements;
import dev.slipway.workflows.model.Tuning;
import dev.slipway.workflows.model.VpcConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads how an agent is to run; what a request does not name is taken from the base. */
final class SpecReader {
  /** Anything longer is a pasted lock file, which inject makes itself. */
  private static final int MAX_REQUIREMENTS = 100;

  /** Lambda's limits for one function. */
  private static final int MAX_SUBNETS = 16;

  private static final int MAX_SECURITY_GROUPS = 5;

  /** The periods CloudWatch Logs accepts. */
  private static final List<Integer> RETENTION_DAYS =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private final Fields fields;
  private final DeploymentSpec base;

  SpecReader(Fields fields, DeploymentSpec base) {
    this.fields = fields;
    this.base = base;
  }

  DeploymentSpec read() {
    return new DeploymentSpec(
        base.functionName(),
        fields.value("runtime", PythonRuntime::of).orElse(base.runtime()),
        fields.value("architecture", Architecture::of).orElse(base.architecture()),
        fields.whole("memory_size", 128, 10_240, " MB").orElse(base.memoryMegabytes()),
        timeout(),
        fields.has("environment_variables")
            ? Limits.environment(fields, "environment_variables")
            : base.environment(),
        fields.has("requirements") ? requirements() : base.requirements(),
        fields.has("tags") ? Limits.tags(fields) : base.tags(),
        exposure(),
        vpc(),
        tuning(),
        fields.value("on_failure", OnFailure::of).orElse(base.onFailure()),
        fields.value("approval", Approval::of).orElse(base.approval()),
        SmokeChecks.read(fields, base.smokeTest()),
        ttl());
  }

  private Duration timeout() {
    OptionalInt seconds = fields.whole("timeout", 3, 900, " seconds");
    return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsInt()) : base.timeout();
  }

  private List<String> requirements() {
    List<String> lines =
        fields.lines("requirements").stream().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (lines.size() > MAX_REQUIREMENTS) {
      fields.invalid(
          "requirements",
          "requirements: %d lines (expected: at most %d)"
              .formatted(lines.size(), MAX_REQUIREMENTS));
      return List.of();
    }
    return IntStream.range(0, lines.size())
        .mapToObj(
            i ->
                fields.read(
                    "requirements[" + i + "]", () -> Requirements.requireLine(lines.get(i))))
        .flatMap(Optional::stream)
        .toList();
  }

  private Exposure exposure() {
    Exposure before = base.exposure();
    FunctionUrlAuth auth =
        fields.value("function_url_auth", FunctionUrlAuth::of).orElse(before.auth());
    boolean allowPublic = fields.flag("allow_public").orElse(before.auth() == FunctionUrlAuth.NONE);
    if (auth == FunctionUrlAuth.NONE && !allowPublic) {
      fields.invalid(
          "function_url_auth",
          "function_url_auth: NONE (expected: allow_public: true as well, because anyone on the"
              + " internet may then call the agent at your cost)");
    }
    return new Exposure(
        fields.flag("enable_function_url").orElse(before.functionUrl()),
        auth,
        fields.flag("enable_api_gateway").orElse(before.restApi()),
        fields.value("cors_allow_origin", Limits::requireOrigin).orElse(before.corsAllowOrigin()));
  }

  private @Nullable VpcConfig vpc() {
    Optional<Fields> vpc = fields.object("vpc_config");
    if (vpc.isEmpty()) {
      return base.vpc();
    }
    Fields inner = vpc.get();
    List<String> subnets = inner.lines("subnet_ids");
    List<String> groups = inner.lines("security_group_ids");
    inner.rejectOthers();
    if (subnets.size() > MAX_SUBNETS || groups.size() > MAX_SECURITY_GROUPS) {
      fields.invalid(
          "vpc_config",
          "vpc_config: %d subnets and %d security groups (expected: at most %d and %d)"
              .formatted(subnets.size(), groups.size(), MAX_SUBNETS, MAX_SECURITY_GROUPS));
      return base.vpc();
    }
    return fields.read("vpc_config", () -> new VpcConfig(subnets, groups)).orElse(null);
  }

  private Tuning tuning() {
    Tuning before = base.tuning();
    OptionalInt reserved = fields.whole("reserved_concurrency", 0, 1000, "");
    int days =
        fields.whole("log_retention_days", 1, 3653, " days").orElse(before.logRetentionDays());
    if (!RETENTION_DAYS.contains(days)) {
      fields.invalid(
          "log_retention_days",
          "log_retention_days: %d (expected: one of %s)".formatted(days, RETENTION_DAYS));
    }
    return new Tuning(
        fields.value("invoke_mode", InvokeMode::of).orElse(before.invokeMode()),
        fields.flag("tracing").orElse(before.tracing()),
        reserved.isPresent() ? Integer.valueOf(reserved.getAsInt()) : before.reservedConcurrency(),
        fields
            .whole("provisioned_concurrency", 0, 1000, "")
            .orElse(before.provisionedConcurrency()),
        days);
  }

  private @Nullable Duration ttl() {
    return fields.value("ttl", Durations::readTtl).orElse(base.ttl());
  }
}
