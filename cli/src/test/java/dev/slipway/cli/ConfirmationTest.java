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
