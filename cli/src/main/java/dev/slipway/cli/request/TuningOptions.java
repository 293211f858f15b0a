package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that most deployments never touch. */
public final class TuningOptions {
  @Option(
      names = "--public",
      description = "A function URL that anyone on the internet may call, at your cost.")
  private boolean open;

  @Option(names = "--cors", paramLabel = "ORIGIN", description = "Who may call from a browser (*).")
  private @Nullable String cors;

  @Option(
      names = "--invoke-mode",
      paramLabel = "M",
      description = "auto, buffered or stream: whether the answer comes in pieces (auto).")
  private @Nullable String invokeMode;

  @Option(
      names = "--tracing",
      negatable = true,
      description = "With or without AWS X-Ray (without).")
  private @Nullable Boolean tracing;

  @Option(
      names = "--reserved",
      paramLabel = "N",
      description = "Most concurrent executions, reserved for this agent.")
  private @Nullable Integer reserved;

  @Option(names = "--provisioned", paramLabel = "N", description = "Environments kept warm.")
  private @Nullable Integer provisioned;

  @Option(names = "--log-days", paramLabel = "D", description = "How long logs are kept (30).")
  private @Nullable Integer logDays;

  /** Adds the given options, under the API's names. */
  public void addTo(ObjectNode request) {
    if (open) {
      request.put("function_url_auth", "NONE");
      request.put("allow_public", true);
    }
    SpecOptions.put(request, "cors_allow_origin", cors);
    SpecOptions.put(request, "invoke_mode", invokeMode);
    SpecOptions.put(request, "tracing", tracing);
    SpecOptions.put(request, "reserved_concurrency", reserved);
    SpecOptions.put(request, "provisioned_concurrency", provisioned);
    SpecOptions.put(request, "log_retention_days", logDays);
  }
}
