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
       {"name":"samDeploy","status":"pending"}]""";

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

  @Test
  void jsonIsTheViewItself() {
    server.on("GET /deployments/d-1", 200, "{\"deployment_id\":\"d-1\",\"unknown\":[1,{}]}");
    slipway("show", "d-1", "--json");
    assertThat(console.outText().replaceAll("\\s", ""))
        .isEqualTo("{\"deployment_id\":\"d-1\",\"unknown\":[1,{}]}");
  }

  @Test
  void anIdWithOddCharactersIsEscaped() {
    server.on("GET /deployments/a%2Fb%3F", 200, view("failed", ""));
    assertThat(slipway("show", "a/b?")).isZero();
  }
}
