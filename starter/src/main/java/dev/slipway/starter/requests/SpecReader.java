package dev.slipway.starter.requests;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Durations;
import dev.slipway.api.FunctionUrlAuth;
import dev.slipway.api.Isolation;
import dev.slipway.api.SessionStore;
import dev.slipway.api.SpecField;
import dev.slipway.api.VpcConfig;
import dev.slipway.api.WireNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how an agent is to run; what a request does not name is taken from the base. */
final class SpecReader {
  /** Lambda's limits for one function. */
  private static final int MAX_SUBNETS = 16;

  private static final int MAX_SECURITY_GROUPS = 5;

  /** IAM's default quota for one role. */
  private static final int MAX_POLICIES = 10;

  private static final Pattern POLICY =
      Pattern.compile("arn:aws:iam::(aws|\\d{12}):policy/[\\w+=,.@/-]{1,512}");

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
    DeploymentSpec spec = SpecField.compose(this::read);
    RoleReader.requireOneKind(fields, spec);
    requireSessionsApart(spec);
    TargetFields.requireFitting(fields, spec);
    return spec;
  }

  /** Calls that share a process share its agents' conversations. */
  private void requireSessionsApart(DeploymentSpec spec) {
    if (spec.session() != SessionStore.NONE && spec.isolation() != Isolation.CALL) {
      fields.invalid(
          "session",
          "session: %s with isolation: %s (expected: isolation: call, which keeps sessions apart)"
              .formatted(spec.session().wireName(), spec.isolation().wireName()));
    }
  }

  private @Nullable Object read(SpecField field) {
    String name = field.name();
    return switch (name) {
      // Both are the agent's own, which a patch can't change.
      case "function_name" -> base.functionName();
      case "deployment_type" -> base.deploymentType();
      case "entry" -> fields.value(name, Code::requireEntry).orElse(base.entry());
      case "environment_variables" ->
          fields.has(name) ? Limits.environment(fields, name) : base.environmentVariables();
      case "requirements" -> fields.has(name) ? RequirementLines.of(fields) : base.requirements();
      case "tags" -> fields.has(name) ? Limits.tags(fields) : base.tags();
      case "function_url_auth" -> functionUrlAuth(field);
      case "cors_allow_origin" ->
          fields.value(name, Limits::requireOrigin).orElse(base.corsAllowOrigin());
      case "vpc_config" -> vpc();
      case "managed_policies" -> fields.has(name) ? policies(name) : base.managedPolicies();
      case "execution_role" -> RoleReader.read(fields, base.executionRole());
      case "permissions" ->
          fields.has(name) ? new PermissionReader(fields, name).read() : base.permissions();
      case "log_retention_days" -> logRetention(field);
      case "smoke_test" -> SmokeChecks.read(fields, base.smokeTest());
      default -> plain(field).orElse(field.of(base));
    };
  }

  /** A field whose type and range are all there is to know. */
  private Optional<Object> plain(SpecField field) {
    String name = field.name();
    return switch (field.kind()) {
      case NUMBER -> number(field).map(number -> number);
      case SECONDS -> number(field).map(Duration::ofSeconds);
      case FLAG -> fields.flag(name).map(flag -> flag);
      case CHOICE -> fields.value(name, text -> WireNames.find(name, field.choices(), text));
      case DURATION -> fields.value(name, text -> Durations.read(field, text));
      case TEXT, LIST, STATEMENTS, MAP, OBJECT ->
          throw new IllegalStateException(name + ": no reader (expected: one in this class)");
    };
  }

  private Optional<Integer> number(SpecField field) {
    String unit = field.unit().isEmpty() ? "" : " " + field.unit();
    OptionalInt number = fields.whole(field.name(), field.min(), field.max(), unit);
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }

  private Object functionUrlAuth(SpecField field) {
    FunctionUrlAuth before = base.functionUrlAuth();
    Object auth = plain(field).orElse(before);
    boolean allowPublic = fields.flag("allow_public").orElse(before == FunctionUrlAuth.NONE);
    if (auth == FunctionUrlAuth.NONE && !allowPublic) {
      fields.invalid(
          "function_url_auth",
          "function_url_auth: NONE (expected: allow_public: true as well, because anyone on the"
              + " internet may then call the agent at your cost)");
    }
    return auth;
  }

  private List<String> policies(String name) {
    List<String> arns = fields.lines(name).stream().distinct().toList();
    if (arns.size() > MAX_POLICIES) {
      fields.invalid(
          name, "%s: %d (expected: at most %d)".formatted(name, arns.size(), MAX_POLICIES));
    }
    arns.stream()
        .filter(arn -> !POLICY.matcher(arn).matches())
        .forEach(
            arn ->
                fields.invalid(
                    name,
                    "%s: '%s' (expected: the ARN of a policy, such as arn:aws:iam::123456789012:policy/bookings)"
                        .formatted(name, Fields.shown(arn))));
    return arns;
  }

  private @Nullable VpcConfig vpc() {
    Optional<Fields> vpc = fields.object("vpc_config");
    if (vpc.isEmpty()) {
      return base.vpcConfig();
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
      return base.vpcConfig();
    }
    return fields.read("vpc_config", () -> new VpcConfig(subnets, groups)).orElse(null);
  }

  private int logRetention(SpecField field) {
    int days = number(field).orElse(base.logRetentionDays());
    if (!RETENTION_DAYS.contains(days)) {
      fields.invalid(
          field.name(), "%s: %d (expected: one of %s)".formatted(field, days, RETENTION_DAYS));
    }
    return days;
  }
}
