package dev.slipway.workflows.model;

import org.jspecify.annotations.Nullable;

/**
 * Where an agent on Lambda can be found.
 *
 * @param localFunctionUrl where the emulator answers for {@code functionUrl}; absent on real AWS
 * @param localApiEndpoint where the emulator answers for {@code apiEndpoint}; absent on real AWS
 */
public record FunctionOutputs(
    String functionArn,
    String functionName,
    String version,
    String logGroup,
    @Nullable String functionUrl,
    @Nullable String apiEndpoint,
    @Nullable String localFunctionUrl,
    @Nullable String localApiEndpoint)
    implements Outputs {
  @Override
  public String arn() {
    return functionArn;
  }

  /** CloudFormation has moved the alias together with the function. */
  @Override
  public boolean live() {
    return true;
  }
}
