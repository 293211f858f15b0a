package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShowTest extends CommandLineCase {
  private static final String STEPS =
      """
      ,"completed_at":"2026-01-02T03:04:10Z","requested_by":"kim","reason":"ticket 1","steps":[
       {"name":"preflight","status":"succeeded","started_at":"2026-01-02T03:04:00Z",
        "ended_at":"2026-01-02T03:04:05Z","attempts":[]},
       {"name":"samBuild","status":"failed","started_at":"2026-01-02T03:04:05Z",
        "ended_at":"2026-01-02T03:04:10Z","attempts":[
         {"number":1,"started_at":"2026-01-02T03:04:05Z","ended_at":"2026-01-02T03:04:10Z",
          "failure":{"type":"Broken","message":"why"}}]},
       {"name":"samDeploy","status":"pending"}]\
      """;

  @Test
  void theTimelineIsDrawnToScale() {
    console.asTerminal(64);
    server.on("GET /deployments/d-1", 200, view("failed", STEPS));
    assertThat(slipway("show", "d-1")).isZero();
    assertThat(console.outText())
        .contains("requested by kim at 2026-01-02 03:04:00: ticket 1")
        .contains("  preflight     succeeded          5.0 s  |==========          |")
        .contains("  samBuild      failed             5.0 s  |          ==========|")
        .contains("    attempt 1   failed ", "Broken: why", "  samDeploy     pending");
  }

  /** The code decides which one it is unless the request does. */
  @Test
  void runtimeThatWasBuiltFor_isShown() {
    server.on(
        "GET /deployments/d-1",
        200,
        view("succeeded", ",\"artifact\":{\"runtime\":\"python3.12\"}"));
    slipway("show", "d-1");
    assertThat(console.outText()).contains("  runs on        python3.12");
  }

  @Test
  void trace_isNamed() {
    server.on("GET /deployments/d-1", 200, view("succeeded", ",\"trace_id\":\"4bf92f\""));
    slipway("show", "d-1");
    assertThat(console.outText()).contains("  trace          4bf92f");
  }

  @Test
  void buildOfTheWorkers_isNamed() {
    server.on("GET /deployments/d-1", 200, view("succeeded", ",\"runtime_version\":\"0.2.0\""));
    slipway("show", "d-1");
    assertThat(console.outText()).contains("  worker build   0.2.0");
  }

  @Test
  void agentOnAgentCore_hasItsAddresses_andIsAsked() {
    server.on(
        "GET /deployments/d-1",
        200,
        view(
            "succeeded",
            ",\"outputs\":{\"runtime_arn\":\"arn:aws:bedrock-agentcore:x\",\"endpoint\":\"live\"}"));
    slipway("show", "d-1");
    assertThat(console.outText())
        .contains("  runtime ARN    arn:aws:bedrock-agentcore:x", "  endpoint       live")
        .contains("slipway invoke ");
  }

  @Test
  void jsonIsTheViewItself() {
    server.on("GET /deployments/d-1", 200, "{\"deployment_id\":\"d-1\",\"unknown\":[1,{}]}");
    slipway("show", "d-1", "--json");
    assertThat(console.outText().replaceAll("\\s", ""))
        .isEqualTo("{\"deployment_id\":\"d-1\",\"unknown\":[1,{}]}");
  }

  @Test
  void textOfOthers_doesNotSteerTheTerminal() {
    String hostile =
        "\\u001b]0;title\\u0007\\u001b[2J\\u009b31m\\u202egnp.exe\\u200b\\u0008\\r\\u001b[31mred";
    server.on(
        "GET /deployments/d-1",
        200,
        view("failed", STEPS.replace("ticket 1", hostile).replace("kim", hostile)));

    slipway("show", "d-1");
    slipway("show", "d-1", "--json");

    assertThat(console.outText())
        .contains("gnp.exe")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n\\u001b]]")
        .doesNotContainPattern("\u001b(?!\\[(0|1|2|31|32|33|36)m)")
        .contains("\\u202e");
  }

  @Test
  void anIdWithOddCharactersIsEscaped() {
    server.on("GET /deployments/a%2Fb%3F", 200, view("failed", ""));
    assertThat(slipway("show", "a/b?")).isZero();
  }

  @Test
  void decisionsAreShown_withTheirReasons() {
    server.on(
        "GET /deployments/d-1",
        200,
        view(
            "running",
            ",\"decisions\":[{\"verb\":\"retry\",\"changes\":true,\"at\":\"2026-01-02T03:05:00Z\",\"by\":\"lee\",\"reason\":\"more"
                + " memory\"},{\"verb\":\"approve\",\"changes\":false,\"at\":\"2026-01-02T03:06:00Z\",\"by\":\"kim\"}]"));
    slipway("show", "d-1");
    assertThat(console.outText())
        .contains(
            "2026-01-02 03:05:00  retry with changes by lee: more memory",
            "2026-01-02 03:06:00  approve by kim");
  }
}
