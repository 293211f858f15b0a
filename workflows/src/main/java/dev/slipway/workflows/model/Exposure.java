package dev.slipway.workflows.model;

import java.util.Optional;

/** The ways in which the agent can be called besides a direct invocation. */
public record Exposure(
    boolean functionUrl, FunctionUrlAuth auth, boolean restApi, String corsAllowOrigin) {
  public static final Exposure DEFAULT = new Exposure(true, FunctionUrlAuth.AWS_IAM, false, "*");

  /** The sign-in of the function URL; nothing where there is none. */
  public Optional<FunctionUrlAuth> urlSignIn() {
    return functionUrl ? Optional.of(auth) : Optional.empty();
  }
}
