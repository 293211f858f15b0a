package dev.slipway.starter.requests;

import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Regions;
import dev.slipway.workflows.model.GivenNames;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads {@code {code, runtime?, region?}}. */
@Component
public final class CheckRequestReader {
  /**
   * Code to check, for a runtime, through a region's bucket.
   *
   * @param account the alias of the account; the server's own when absent
   * @param given what its deployment would give it; absent if none is asked for
   */
  public record Asked(
      String code,
      PythonRuntime runtime,
      @Nullable String account,
      String region,
      @Nullable GivenNames given) {}

  public Asked read(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    Asked asked =
        new Asked(
            Code.require(fields),
            fields.value("runtime", PythonRuntime::of).orElse(PythonRuntime.AUTO),
            fields.text("account", DeploymentRequestReader.MAX_NAME_LENGTH).orElse(null),
            fields.value("region", Regions::require).orElse("us-east-1"),
            null);
    fields.rejectOthers();
    errors.throwIfAny();
    return asked;
  }
}
