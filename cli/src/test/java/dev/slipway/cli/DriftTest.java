package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DriftTest extends CommandLineCase {
  private static final String REPORT =
      """
      {"checked_at":"2026-01-02T03:04:00Z","status":"%s","revision":3,"findings":[%s],"notes":[%s],"every":"6h"}""";

  @Test
  void drift_isATableAndEndsWithOne() {
    server.on(
        "POST /agents/eu-west-1/s/drift",
        200,
        REPORT.formatted(
            "drifted",
            "{\"what\":\"memory of $LATEST\",\"expected\":\"512 MB\",\"actual\":\"1024 MB\"}",
            "\"CloudFormation's own check: no permission\""));
    assertThat(slipway("drift", "eu-west-1/s", "--every", "6h")).isEqualTo(1);
    assertThat(lastBody()).isEqualTo("{\"every\":\"6h\"}");
    assertThat(console.outText())
        .contains(
            "Drifted: eu-west-1/s, revision 3",
            "memory of $LATEST  512 MB    1024 MB",
            "no permission",
            "every 6h",
            "slipway redeploy eu-west-1/s");
  }

  @Test
  void inSync_endsWithZero() {
    server.on("POST /agents/eu-west-1/s/drift", 200, REPORT.formatted("in_sync", "", ""));
    assertThat(slipway("drift", "eu-west-1/s")).isZero();
    assertThat(lastBody()).isEqualTo("{}");
    assertThat(console.outText()).contains("In sync").doesNotContain("redeploy");
  }

  @Test
  void unknown_isNotASuccess() {
    server.on("POST /agents/eu-west-1/s/drift", 200, REPORT.formatted("unknown", "", "\"busy\""));
    assertThat(slipway("drift", "eu-west-1/s")).isEqualTo(1);
  }

  @Test
  void oneFinding_isSaidInTheSingular() {
    server.on(
        "GET /agents/eu-west-1/s",
        200,
        """
        {"agent":{"name":"w","region":"eu-west-1","stack_name":"s"},
         "drift":{"status":"drifted","findings":[{}],"checked_at":"2026-01-02T03:04:00Z"}}""");
    assertThat(slipway("agent", "eu-west-1/s")).isZero();
    assertThat(console.outText()).contains("drifted, 1 finding, checked 2026-01-02 03:04:00");
  }

  @Test
  void redeploy_sendsItsReasonAndIsFollowed() {
    server
        .on("POST /agents/eu-west-1/s/redeploy", 202, view("queued", ""))
        .on("GET /deployments/d-1", 200, view("succeeded", ",\"revision\":4"));
    assertThat(slipway("redeploy", "eu-west-1/s", "--reason", "drifted", "--id", "d-1")).isZero();
    assertThat(server.requests().getFirst().body())
        .isEqualTo("{\"reason\":\"drifted\",\"deployment_id\":\"d-1\"}");
    assertThat(console.outText()).contains("Succeeded", "revision 4");
  }
}
