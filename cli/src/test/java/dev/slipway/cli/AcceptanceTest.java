package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The report of a run that goes wrong; AcceptanceIT sees one that goes well. */
class AcceptanceTest extends CommandLineCase {
  private static final String AGENT = "/agents/us-east-1/strands-agent-pilot";

  private void answersUntilTheFirstDeployment() {
    server.on("GET /health", 200, "{\"status\":\"up\",\"aws\":{\"detail\":\"account 1 at AWS\"}}");
    server.on(
        "POST /deployments",
        422,
        "{\"title\":\"no\",\"errors\":[{\"field\":\"memory_size\",\"message\":\"64\"}]}");
    server.on("POST /deployments", 202, "{\"deployment_id\":\"d-1\"}");
    server.on("GET " + AGENT, 404, "{\"title\":\"none\"}");
    server.on("GET /deployments/d-1", 200, view("succeeded", ",\"plan\":{\"changes\":[{}]}"));
  }

  @Test
  void failedDeployment_isReportedAndTheRestIsNotTried() throws Exception {
    answersUntilTheFirstDeployment();
    server.on(
        "GET /deployments/d-1", 200, view("failed", ",\"failure\":{\"message\":\"no quota\"}"));
    var report = directory.resolve("report.json");

    int code = slipway("acceptance", "--name", "pilot", "--report", report.toString());

    assertThat(code).isEqualTo(1);
    assertThat(console.outText())
        .contains("✓ plan", "✗ first deployment  failed: no quota", "expected: succeeded")
        .contains("3 as expected, 1 not")
        .doesNotContain("warm call", "Only AWS itself");
    assertThat(Files.readString(report))
        .contains("\"failed\": 1", "\"name\": \"first deployment\"", "\"met\": false");
  }

  @Test
  void whateverGoesWrong_theAgentIsDestroyed() {
    answersUntilTheFirstDeployment();
    server.on("GET " + AGENT, 200, "{\"live\":{\"number\":1}}");
    server.on(
        "DELETE " + AGENT + "?reason=slipway%20acceptance", 202, "{\"deployment_id\":\"d-1\"}");

    int code = slipway("acceptance", "--name", "pilot");

    assertThat(code).isEqualTo(1);
    assertThat(server.requestLines()).contains("DELETE " + AGENT + "?reason=slipway%20acceptance");
    assertThat(console.outText()).contains("✗ first call", "✗ destroy  succeeded; 0 deleted");
  }
}
