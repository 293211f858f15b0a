package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanTest extends CommandLineCase {
  private static final String PLAN =
      """
      ,"plan":{"change_set_id":"arn:cs/2","creates":false,"empty":false,"changes":[
        {"action":"Add","logical_id":"AgentUrl","resource_type":"AWS::Lambda::Url","replacement":"False","interrupts":null},
        {"action":"Modify","logical_id":"AgentFunction","resource_type":"AWS::Lambda::Function","replacement":"False"},
        {"action":"Modify","logical_id":"AgentLogGroup","resource_type":"AWS::Logs::LogGroup","replacement":"True",
         "interrupts":"the agent's logs up to now are deleted"},
        {"action":"Remove","logical_id":"RestApi","resource_type":"AWS::ApiGateway::RestApi","replacement":"False",
         "interrupts":"the REST API stops answering"}],
       "parameters":[{"name":"MemorySize","from":"512","to":"1024"}],
       "environment":[{"name":"MODE","from":null,"to":"set"}],
       "code":{"from_sha256":"aaaaaaaaaaaaaaaaaaaa","to_sha256":"bbbbbbbbbbbbbbbbbbbb","from_lock_sha256":"c","to_lock_sha256":"c",
        "lines_added":4,"lines_removed":1},
       "cost":{"from_monthly_usd":0.1687,"to_monthly_usd":0.3353},
       "expires_at":"2026-01-05T03:04:00Z",
       "voided":{"why":"MemorySize is 768 now.","approved_by":"kim","approved_at":"2026-01-02T03:05:00Z"}}\
      """;

  @Test
  void aWaitingPlan_isShownLineByLine() {
    server.on("GET /deployments/d-1", 200, view("awaiting_approval", PLAN));
    assertThat(slipway("show", "d-1")).isZero();
    assertThat(console.outText())
        .contains(
            "Plan: changes to the live stack",
            "The approval of kim is void. MemorySize is 768 now.",
            "+  AgentUrl",
            "~  AgentFunction",
            "!  AgentLogGroup  AWS::Logs::LogGroup",
            "the agent's logs up to now are deleted",
            "-  RestApi",
            "MemorySize: 512 → 1024",
            "MODE: none → set",
            "aaaaaaaaaaaa… → bbbbbbbbbbbb…   +4 -1 lines",
            "$0.1687 → $0.3353",
            "waits until    2026-01-05 03:04:00")
        .doesNotContain("dependencies");
  }

  @Test
  void approve_showsThePlan_andNamesTheOneItApproves() {
    server
        .on("GET /deployments/d-1", 200, view("awaiting_approval", PLAN))
        .on("POST /deployments/d-1/approve", 202, "{\"status\":\"running\"}");
    assertThat(slipway("approve", "d-1", "--yes", "--reason", "fine", "--no-wait")).isZero();
    assertThat(lastBody()).isEqualTo("{\"reason\":\"fine\",\"change_set_id\":\"arn:cs/2\"}");
    assertThat(console.outText()).contains("!  AgentLogGroup", "approve accepted, now running");
  }

  @Test
  void aDeployedPlan_isNotShownAgain() {
    server.on("GET /deployments/d-1", 200, view("succeeded", PLAN));
    slipway("show", "d-1");
    assertThat(console.outText()).doesNotContain("Plan:");
  }

  @Test
  void deployWithPlan_endsWithZero_andSaysThatNothingWasChanged() {
    server
        .on("POST /deployments", 202, view("queued", ""))
        .on("GET /deployments/d-1", 200, view("succeeded", ",\"plan_only\":true" + PLAN));
    assertThat(slipway("deploy", file("a.py", "x"), "--name", "weather", "--plan")).isZero();
    assertThat(server.requests().getFirst().body()).contains("\"plan_only\":true");
    assertThat(console.outText()).contains("Planned; nothing was changed", "~  AgentFunction");
  }
}
