package dev.slipway.workflows.model;

/** The ways to call the agent other than by direct invocation. */
public record Exposure(
    boolean functionUrl, FunctionUrlAuth auth, boolean restApi, String corsAllowOrigin) {
  public static final Exposure DEFAULT = new Exposure(true, FunctionUrlAuth.AWS_IAM, false, "*");
}
