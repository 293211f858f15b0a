package dev.slipway.workflows.model;

/**
 * Where an agent on AgentCore Runtime can be found.
 *
 * @param endpoint the qualifier under which this version answers: {@value #LIVE}, or {@value
 *     #CANDIDATE} until its smoke test has passed
 * @param logGroup where that endpoint's sessions write
 */
public record RuntimeOutputs(
    String runtimeArn,
    String runtimeId,
    String runtimeName,
    String version,
    String endpoint,
    String logGroup)
    implements Outputs {
  /** The endpoint that callers use; it moves only to versions that passed their smoke test. */
  public static final String LIVE = "live";

  /** The endpoint of the version under test. */
  public static final String CANDIDATE = "candidate";

  @Override
  public String arn() {
    return runtimeArn;
  }

  @Override
  public boolean live() {
    return endpoint.equals(LIVE);
  }
}
