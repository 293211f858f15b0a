package dev.slipway.starter.requests;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.Regions;
import dev.slipway.api.StackName;
import dev.slipway.api.Target;
import dev.slipway.policy.Account;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads a deployment from JSON, or reports everything that is wrong with it. */
@Component
public final class DeploymentRequestReader {
  private final Clock clock = Clock.systemUTC();

  private static final String DEFAULT_REGION = "us-east-1";
  private static final int MAX_NOTE_LENGTH = 500;
  static final int MAX_NAME_LENGTH = 200;

  /** Stands in for a name that was refused, so that the other fields are still read. */
  private static final FunctionName REFUSED = new FunctionName("refused");

  /**
   * The request.
   *
   * @param idempotencyKey the header of that name; absent when there is none
   */
  public DeploymentRequest read(JsonNode body, @Nullable String idempotencyKey) {
    return read(Upload.of(body), idempotencyKey, true);
  }

  /** The same with a folder instead of code, perhaps. */
  public DeploymentRequest read(Upload upload, @Nullable String idempotencyKey) {
    return read(upload, idempotencyKey, true);
  }

  /** The request of a client that may send fields we don't know; those are ignored. */
  public DeploymentRequest readKnown(JsonNode body) {
    return read(Upload.of(body), null, false);
  }

  private DeploymentRequest read(Upload upload, @Nullable String idempotencyKey, boolean strict) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(upload.request(), errors);
    Target target = TargetFields.of(fields);
    FunctionName function = functionName(fields);
    Source source = Code.require(fields, upload);
    String region = fields.value("region", Regions::require).orElse(DEFAULT_REGION);
    TargetFields.requireRegion(fields, target, region);
    StackName stack =
        fields.value("stack_name", StackName::new).orElseGet(() -> StackName.defaultFor(function));
    DeploymentSpec spec = new SpecReader(fields, DeploymentSpec.named(function, target)).read();
    Code.requireEntryIn(fields, source, spec.entry());
    refuseMissingUrls(fields, region, spec);
    Map<String, String> keys = Limits.keys(fields, spec.environmentVariables());
    DeploymentId id = id(fields, idempotencyKey);
    var request =
        new DeploymentRequest(
            id,
            fields.text("account", MAX_NAME_LENGTH).filter(a -> !a.isBlank()).orElse(Account.OWN),
            region,
            stack,
            spec,
            source,
            keys,
            Requesters.read(fields),
            fields.text("reason", MAX_NOTE_LENGTH).orElse(null),
            fields.text("project_id", MAX_NAME_LENGTH).orElse(null),
            fields.text("version", MAX_NAME_LENGTH).orElse(null),
            new QueueTermsReader(fields, clock).read(),
            fields.flag("plan_only").orElse(false));
    if (strict) {
      fields.rejectOthers();
    }
    errors.throwIfAny();
    return request;
  }

  private static FunctionName functionName(Fields fields) {
    if (!fields.has("function_name")) {
      fields.missing("function_name", "1 to 64 letters, digits, '-' or '_'");
      return REFUSED;
    }
    return fields.value("function_name", FunctionName::new).orElse(REFUSED);
  }

  private static void refuseMissingUrls(Fields fields, String region, DeploymentSpec spec) {
    if (spec.enableFunctionUrl() && !Regions.hasFunctionUrls(region)) {
      fields.invalid(
          "enable_function_url",
          ("enable_function_url: true (expected: false in %s, where Lambda has no function URLs;"
                  + " enable_api_gateway: true gives the agent an address)")
              .formatted(region));
    }
  }

  static @Nullable DeploymentId id(Fields fields, @Nullable String key) {
    DeploymentId inBody = fields.value("deployment_id", DeploymentId::new).orElse(null);
    if (key == null || key.isBlank()) {
      return inBody;
    }
    DeploymentId inHeader =
        fields.read("Idempotency-Key", () -> new DeploymentId(unquoted(key))).orElse(null);
    if (inBody != null && inHeader != null && !Objects.equals(inBody, inHeader)) {
      fields.invalid(
          "deployment_id",
          "deployment_id: '%s' (expected: the same as the header Idempotency-Key, or no header)"
              .formatted(inBody));
    }
    return inBody == null ? inHeader : inBody;
  }

  /** The header is a quoted string in its draft standard, and bare in practice. */
  private static String unquoted(String key) {
    String text = key.strip();
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
