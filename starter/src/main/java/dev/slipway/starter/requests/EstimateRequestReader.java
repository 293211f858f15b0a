package dev.slipway.starter.requests;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.Regions;
import dev.slipway.api.RequestBody;
import dev.slipway.api.StackName;
import dev.slipway.api.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a deployment that cost money, and how much it will be used. */
@Component
public final class EstimateRequestReader {
  /**
   * What an estimate is based on.
   *
   * @param account the alias of the account; the server's own when absent
   */
  public record Asked(
      DeploymentSpec spec,
      @Nullable String account,
      String region,
      StackName stackName,
      Traffic traffic) {}

  public Asked read(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    String region = fields.value("region", Regions::require).orElse("us-east-1");
    @Nullable String account =
        fields.text("account", DeploymentRequestReader.MAX_NAME_LENGTH).orElse(null);
    FunctionName name =
        fields.value("function_name", FunctionName::new).orElse(new FunctionName("estimate"));
    StackName stackName =
        fields.value("stack_name", StackName::new).orElseGet(() -> StackName.defaultFor(name));
    Target target = TargetFields.of(fields);
    TargetFields.requireRegion(fields, target, region);
    DeploymentSpec spec = new SpecReader(fields, DeploymentSpec.named(name, target)).read();
    Traffic traffic =
        new Traffic(
            fields
                .whole("monthly_requests", 0, 2_000_000_000, "")
                .orElse((int) Traffic.TYPICAL.monthlyRequests()),
            fields
                .whole("average_duration_ms", 1, 900_000, " ms")
                .orElse((int) Traffic.TYPICAL.averageDurationMs()));
    // A whole deployment may be sent unchanged: what costs nothing is allowed and ignored.
    RequestBody.DEPLOYMENT.fields().forEach(free -> fields.has(free.wireName()));
    fields.rejectOthers();
    errors.throwIfAny();
    return new Asked(spec, account, region, stackName, traffic);
  }
}
