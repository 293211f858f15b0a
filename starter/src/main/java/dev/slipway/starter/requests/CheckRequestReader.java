package dev.slipway.starter.requests;

import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Regions;
import dev.slipway.workflows.model.GivenNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code {code, runtime?, region?, entry?, requirements?}}, with a folder instead of code
 * perhaps.
 */
@Component
public final class CheckRequestReader {
  /**
   * Code to check, for a runtime, through a region's bucket.
   *
   * @param account the alias of the account; the server's own when absent
   * @param given what its deployment would give it; absent if none is asked for
   * @param entry what its author names as its entry point; absent if it is to be found
   * @param requirements what a deployment of it would name besides its imports
   */
  public record Asked(
      Source source,
      PythonRuntime runtime,
      @Nullable String account,
      String region,
      @Nullable GivenNames given,
      @Nullable String entry,
      List<String> requirements) {
    /** The same for a deployment that gives it something. */
    public Asked with(GivenNames names) {
      return new Asked(source, runtime, account, region, names, entry, requirements);
    }
  }

  public Asked read(JsonNode body) {
    return read(Upload.of(body));
  }

  /** The same with a folder instead of code, perhaps. */
  public Asked read(Upload upload) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(upload.request(), errors);
    Asked asked =
        new Asked(
            Code.require(fields, upload),
            fields.value("runtime", PythonRuntime::of).orElse(PythonRuntime.AUTO),
            fields.text("account", DeploymentRequestReader.MAX_NAME_LENGTH).orElse(null),
            fields.value("region", Regions::require).orElse("us-east-1"),
            null,
            fields.value("entry", Code::requireEntry).orElse(null),
            RequirementLines.of(fields));
    fields.rejectOthers();
    errors.throwIfAny();
    return asked;
  }
}
