package dev.slipway.workflows.model;

import org.jspecify.annotations.Nullable;

/**
 * Where the live agent can be found.
 *
 * @param localFunctionUrl where the emulator answers for {@code functionUrl}; absent on real AWS
 * @param localApiEndpoint where the emulator answers for {@code apiEndpoint}; absent on real AWS
 */
public record Outputs(
    String functionArn,
    String functionName,
    String version,
    String logGroup,
    @Nullable String functionUrl,
    @Nullable String apiEndpoint,
    @Nullable String localFunctionUrl,
    @Nullable String localApiEndpoint) {}
