package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is asked before something is changed for good. */
class ConfirmationTest extends CommandLineCase {
  private static final String PREVIEW =
      """
      {"would_remove":[
       {"resource":"stack","id":"s","action":"deleted","reason":"With all its resources."},
       {"resource":"bucket","id":"b","action":"retained","reason":"Other agents use it."}]}\
      """;

  private void agentToDestroy() {
    server
        .on("DELETE /agents/eu-west-1/s?dry_run=true", 200, PREVIEW)
        .on("DELETE /agents/eu-west-1/s", 202, "{\"deployment_id\":\"d-1\"}")
        .on("GET /deployments/d-1", 200, view("succeeded", ""));
  }

  @Test
  void destroyOnATerminal_showsWhatWouldGo_andAsks() {
    console.asTerminal(100);
    agentToDestroy();
    assertThat(slipway("destroy", "eu-west-1/s")).isEqualTo(4);
    assertThat(console.questions()).containsExactly("Destroy eu-west-1/s for good?");
    assertThat(console.outText())
        .contains("remove  stack     s   With all its resources.", "keep    bucket    b")
        .doesNotContain("deleted");
    assertThat(console.errText()).contains("Nothing was changed.");
    assertAsked("DELETE /agents/eu-west-1/s?dry_run=true");
  }

  @Test
  void destroyThatIsConfirmed_destroys() {
    console.asTerminal(100).whoAgrees();
    agentToDestroy();
    assertThat(slipway("destroy", "eu-west-1/s")).isZero();
    assertThat(server.requestLines()).contains("DELETE /agents/eu-west-1/s");
  }

  @Test
  void yes_asksNothing() {
    agentToDestroy();
    assertThat(slipway("destroy", "eu-west-1/s", "--yes")).isZero();
    console.asTerminal(100);
    assertThat(slipway("destroy", "eu-west-1/s", "--yes")).isZero();
    assertThat(console.questions()).isEmpty();
    assertThat(server.requestLines()).doesNotContain("DELETE /agents/eu-west-1/s?dry_run=true");
  }

  @Test
  void inAPipe_whereNobodyCanBeAsked_nothingIsChanged() {
    agentToDestroy();
    assertThat(slipway("destroy", "eu-west-1/s")).isEqualTo(2);
    assertThat(console.errText()).contains("--yes: missing", "Destroy eu-west-1/s for good?");
    assertThat(server.requestLines()).doesNotContain("DELETE /agents/eu-west-1/s");
  }

  @Test
  void approvalInAPipe_isNotSentWithoutConsent() {
    server.on("GET /deployments/d-1", 200, view("awaiting_approval", ""));
    assertThat(slipway("approve", "d-1")).isEqualTo(2);
    assertThat(console.errText()).contains("--yes: missing", "Execute this plan?");
    assertThat(server.requestLines()).doesNotContain("POST /deployments/d-1/approve");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abort", "cancel"})
  void endingADeploymentInAPipe_needsNoConsent(String verb) {
    server.on("POST /deployments/d-1/" + verb, 202, "{\"status\":\"running\"}");
    assertThat(slipway(verb, "d-1", "--no-wait")).isZero();
    assertAsked("POST /deployments/d-1/" + verb);
  }

  @Test
  void destroyAsJson_keepsStandardOutputForTheAnswer() {
    console.asTerminal(100).whoAgrees();
    agentToDestroy();
    assertThat(slipway("destroy", "eu-west-1/s", "--json", "--no-wait")).isZero();
    assertThat(console.errText()).contains("remove  stack     s   With all its resources.");
    assertThat(Json.parse(console.outText())).isPresent();
  }

  @Test
  void approvalAsJson_showsThePlanBesideIt() {
    console.asTerminal(100).whoAgrees();
    server
        .on(
            "GET /deployments/d-1",
            200,
            view("awaiting_approval", ",\"plan\":{\"empty\":false,\"creates\":true}"))
        .on("POST /deployments/d-1/approve", 202, "{\"status\":\"running\"}");
    assertThat(slipway("approve", "d-1", "--json", "--no-wait")).isZero();
    assertThat(console.errText()).contains("Plan: a new stack");
    assertThat(Json.parse(console.outText())).isPresent();
  }

  private static final String DIFF =
      """
      {"from":{"deployment_id":"d-0","revision":3},"to":{"deployment_id":"d-1","revision":null},"same":false,
       "files":[{"path":"agent.py","change":"changed","binary":false,"lines_added":1,"lines_removed":1,
         "diff":"--- a/agent.py\\n+++ b/agent.py\\n@@ -1 +1 @@\\n-old\\n+new\\n","complete":true}],
       "settings":[{"field":"memory_size","label":"Memory","from":"256 MB","to":"512 MB"}],
       "cost":{"from_monthly_usd":0.0853,"to_monthly_usd":0.1687}}""";

  private static final String AGENT = "/agents/eu-west-1/strands-agent-weather";

  @Test
  void whoIsAskedToApprove_seesTheCodeSettingsAndCost() {
    console.asTerminal(100);
    server
        .on("GET /deployments/d-1", 200, view("awaiting_approval", ""))
        .on("GET " + AGENT + "/diff?to=d-1", 200, DIFF);
    assertThat(slipway("approve", "d-1")).isEqualTo(4);
    assertThat(console.outText())
        .contains("-old", "+new", "memory_size: 256 MB → 512 MB", "$0.0853 → $0.1687");
  }

  @Test
  void codeThatIsGone_isNoReasonNotToDecide() {
    console.asTerminal(100).whoAgrees();
    server
        .on("GET /deployments/d-1", 200, view("awaiting_approval", ""))
        .on("GET " + AGENT + "/diff?to=d-1", 410, "{\"detail\":\"No longer stored.\"}")
        .on("POST /deployments/d-1/approve", 202, "{\"status\":\"running\"}");
    assertThat(slipway("approve", "d-1", "--no-wait")).isZero();
    assertThat(console.errText()).contains("can't be shown: No longer stored.");
  }

  @Test
  void rollback_showsWhatItBringsBack_onATerminalOrOnRequest() {
    server
        .on("GET /agents/eu-west-1/s/diff?from=live&to=3", 200, DIFF)
        .on("POST /agents/eu-west-1/s/rollback", 202, "{\"deployment_id\":\"d-1\"}");
    assertThat(slipway("rollback", "eu-west-1/s", "--to", "3", "--no-wait", "--diff")).isZero();
    assertThat(console.outText()).contains("-old", "+new");
    assertThat(console.errText()).contains("Resources are compared once CloudFormation has made");
    console.asTerminal(100);
    assertThat(slipway("rollback", "eu-west-1/s", "--to", "3")).isEqualTo(4);
    assertThat(console.questions()).containsExactly("Roll eu-west-1/s back to revision 3?");
  }

  @Test
  void retryWithAPatch_showsWhatItChanges_andAsks_butNotInAPipe() {
    server
        .on("POST /deployments/d-1/retry/diff", 200, DIFF)
        .on("POST /deployments/d-1/retry", 202, "{}");
    assertThat(slipway("retry", "d-1", "--memory", "512", "--no-wait")).isZero();
    assertThat(server.requestLines()).doesNotContain("POST /deployments/d-1/retry/diff");
    console.asTerminal(100);
    assertThat(slipway("retry", "d-1", "--memory", "512")).isEqualTo(4);
    assertThat(console.outText()).contains("d-1: as it stands → with your changes", "+new");
    assertThat(console.errText()).contains("Resources are compared once CloudFormation has made");
    assertThat(console.questions()).containsExactly("Retry with these changes?");
    assertThat(slipway("retry", "d-1", "--no-wait")).isZero();
  }

  @Test
  void retryThatIsRefused_isNotSent() {
    console.asTerminal(100).whoAgrees();
    server.on("POST /deployments/d-1/retry/diff", 422, "{\"title\":\"Invalid\"}");
    assertThat(slipway("retry", "d-1", "--memory", "5")).isEqualTo(2);
    assertAsked("POST /deployments/d-1/retry/diff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"approve", "abort", "cancel"})
  void decisionThatIsNotMeant_isNotSent(String verb) {
    console.asTerminal(100);
    server
        .on("GET /deployments/d-1", 200, view("awaiting_approval", ""))
        .on("POST /deployments/d-1/" + verb, 202, "{\"status\":\"running\"}");
    assertThat(slipway(verb, "d-1")).isEqualTo(4);
    assertThat(console.questions()).hasSize(1);
    assertThat(server.requestLines()).doesNotContain("POST /deployments/d-1/" + verb);
  }
}
