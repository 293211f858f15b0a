package dev.slipway.workflows.scenarios.model;

/** The activities in which a scenario can interfere. */
public enum Call {
  PREFLIGHT("preflight"),
  INJECT("inject"),
  SAM_BUILD("samBuild"),
  REUSE_REVISION("reuseRevision"),
  PLAN_CHANGE("planChange"),
  SAM_DEPLOY("samDeploy"),
  FETCH_OUTPUTS("fetchOutputs"),
  SMOKE_TEST("smokeTest"),
  /** Only on AgentCore, where it moves the callers. */
  GO_LIVE("goLive");

  private final String activity;

  Call(String activity) {
    this.activity = activity;
  }

  /** The activity's type. */
  public String activity() {
    return activity;
  }
}
