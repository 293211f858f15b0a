package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The smoke test: what the live agent is asked before the deployment counts as done. */
public final class SmokeOptions {
  @Option(
      names = "--smoke-prompt",
      paramLabel = "TEXT",
      description = "What to ask the live agent.")
  private @Nullable String prompt;

  @Option(
      names = "--smoke-expect",
      paramLabel = "TEXT",
      description = "Text that its answer must contain.")
  private @Nullable String expectation;

  @Option(names = "--no-smoke", description = "No smoke test.")
  private boolean off;

  /** Adds the given options, under the API's names. */
  public void addTo(ObjectNode request) {
    if (off) {
      if (prompt != null || expectation != null) {
        throw new UsageError("--no-smoke can't be combined with --smoke-prompt or --smoke-expect");
      }
      request.put("smoke_test", "off");
      return;
    }
    if (prompt == null && expectation == null) {
      return;
    }
    ObjectNode smoke = request.putObject("smoke_test");
    if (prompt != null) {
      smoke.putObject("payload").put("prompt", prompt);
    }
    Json.put(smoke, "expectation", expectation);
  }
}
