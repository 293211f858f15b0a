package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployTest extends CommandLineCase {
  private static final String ACCEPTED = "{\"deployment_id\":\"d-1\",\"status\":\"queued\"}";

  @Test
  void sendsEveryOptionUnderTheNameOfTheApi() {
    server.on("POST /deployments", 202, ACCEPTED);
    environment.put("OPENAI", "sk-1");
    int exit =
        slipway(
            ("deploy - --name weather --region eu-west-1 --stack s --memory 1024 --timeout 60"
                    + " --runtime python3.13 --arch arm64 --env A=b=c --api-key KEY=@OPENAI"
                    + " --require requests>=2 --on-failure park --approval required --ttl 2h"
                    + " --tag team=x --reason why --id d-1 --no-url --api --subnet s1"
                    + " --security-group g1 --smoke-prompt hi --smoke-expect there --no-wait")
                .split(" "));
    assertThat(exit).isZero();
    assertThat(Json.parse(lastBody()))
        .isEqualTo(
            json(
                "{'function_name':'weather','region':'eu-west-1','stack_name':'s',"
                    + "'enable_function_url':false,'enable_api_gateway':true,"
                    + "'vpc_config':{'subnet_ids':['s1'],'security_group_ids':['g1']},"
                    + "'tags':{'team':'x'},'approval':'required','ttl':'2h','reason':'why',"
                    + "'deployment_id':'d-1','memory_size':1024,'timeout':60,"
                    + "'runtime':'python3.13','architecture':'arm64',"
                    + "'environment_variables':{'A':'b=c'},'api_keys':{'KEY':'sk-1'},"
                    + "'requirements':['requests>=2'],'on_failure':'park',"
                    + "'smoke_test':{'payload':{'prompt':'hi'},'expectation':'there'},'code':''}"));
    assertThat(console.outText() + console.errText()).doesNotContain("sk-1");
  }

  @Test
  void switchesAreSentUnderTheNamesOfTheApi() {
    server.on("POST /deployments", 202, ACCEPTED);
    slipway(
        ("deploy - --name weather --public --cors https://a.example --invoke-mode stream --tracing"
                + " --reserved 5 --provisioned 1 --log-days 7 --no-wait")
            .split(" "));
    assertThat(Json.parse(lastBody()))
        .isEqualTo(
            json(
                "{'function_name':'weather','function_url_auth':'NONE','allow_public':true,"
                    + "'cors_allow_origin':'https://a.example','invoke_mode':'stream',"
                    + "'tracing':true,'reserved_concurrency':5,'provisioned_concurrency':1,"
                    + "'log_retention_days':7,'code':''}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'Action':'s3:GetObject','Resource':'*'}]",
        "{'Version':'2012-10-17','Statement':[{'Action':'s3:GetObject','Resource':'*'}]}",
        "{'Version':'2012-10-17','Statement':{'Action':'s3:GetObject','Resource':'*'}}",
        "{'Action':'s3:GetObject','Resource':'*'}"
      })
  void permissionsAreAListOfStatements_whateverTheFileHolds(String content) {
    server.on("POST /deployments", 202, ACCEPTED);
    String file = file("permissions.json", content.replace('\'', '"'));
    assertThat(slipway("deploy", "-", "--name", "a", "--permissions", file, "--no-wait")).isZero();
    assertThat(Json.parse(lastBody()))
        .isEqualTo(
            json(
                "{'function_name':'a','permissions':[{'Action':'s3:GetObject','Resource':'*'}],"
                    + "'code':''}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3:GetObject", "[", "\"*\""})
  void aFileWithoutStatements_isWrongUsage(String content) {
    assertThat(slipway("deploy", "-", "--name", "a", "--permissions", file("p.json", content)))
        .isEqualTo(2);
    assertThat(slipway("deploy", "-", "--name", "a", "--permissions", "absent.json")).isEqualTo(2);
  }

  private static Optional<JsonNode> json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }

  @Test
  void omittedOptionsAreNotSent() {
    server.on("POST /deployments", 202, ACCEPTED);
    slipway("deploy", file("agent.py", "x = 'é'"), "--name", "weather", "--no-wait");
    assertThat(lastBody())
        .isEqualTo(
            "{\"function_name\":\"weather\",\"code\":\"x = 'é'\",\"file_name\":\"agent.py\"}");
  }

  @Test
  void noSmokeTurnsTheTestOff() {
    server.on("POST /deployments", 202, ACCEPTED);
    slipway("deploy", "-", "--name", "weather", "--no-smoke", "--url", "--no-wait");
    assertThat(lastBody()).contains("\"smoke_test\":\"off\"", "\"enable_function_url\":true");
  }

  @Test
  void noWaitWithJsonPrintsTheAnswerAndNothingElse() {
    server.on("POST /deployments", 202, ACCEPTED);
    assertThat(slipway("deploy", "-", "--name", "weather", "--no-wait", "--json")).isZero();
    assertThat(console.outText())
        .isEqualTo("{\n  \"deployment_id\": \"d-1\",\n  \"status\": \"queued\"\n}");
  }

  @ParameterizedTest
  @CsvSource({"succeeded, 0", "failed, 1", "canceled, 4", "parked, 5", "awaiting_approval, 5"})
  void theExitCodeTellsHowItCameToRest(String status, int code) {
    server.on("POST /deployments", 202, ACCEPTED).on("GET /deployments/d-1", 200, view(status, ""));
    assertThat(slipway("deploy", "-", "--name", "weather")).isEqualTo(code);
  }

  @Test
  void aSuccessEndsWithArnAndUrls() {
    String outputs =
        """
        ,"revision":3,"duration_ms":72000,"outputs":{"function_arn":"arn:x","function_url":"https://u",
         "local_function_url":"http://l"}\
        """;
    server
        .on("POST /deployments", 202, ACCEPTED)
        .on("GET /deployments/d-1", 200, view("succeeded", outputs));
    slipway("deploy", "-", "--name", "weather");
    assertThat(console.outText())
        .contains("Succeeded: weather in eu-west-1, revision 3, after 1 min 12 s")
        .contains("arn:x", "https://u", "http://l")
        .contains("slipway invoke eu-west-1/strands-agent-weather");
  }

  @Test
  void aFailureEndsWithEvidenceNextActionAndLedger() {
    String failure =
        """
        ,"failure":{"class":"permission","type":"AccessDenied","step":"samDeploy","message":"No right",
         "evidence":["lambda:CreateFunction"],"next_action":"Grant it","transient":false},
         "compensation":[{"resource":"stack","id":"s-1","action":"deleted","reason":"created here"}]\
        """;
    server
        .on("POST /deployments", 202, ACCEPTED)
        .on("GET /deployments/d-1", 200, view("failed", failure));
    assertThat(slipway("deploy", "-", "--name", "weather")).isEqualTo(1);
    assertThat(console.outText())
        .contains("Failed: weather", "permission: AccessDenied in samDeploy", "No right")
        .contains("    | lambda:CreateFunction", "Next: Grant it")
        .containsPattern("deleted +stack +s-1 +created here");
  }

  @Test
  void aRefusalNamesFileLineAndColumn() {
    String file = file("agent.py", "x =");
    server.on(
        "POST /deployments",
        422,
        """
        {"title":"Invalid","detail":"2 errors","errors":[
         {"code":"syntax","line":1,"column":4,"message":"invalid syntax","hint":"finish it"},
         {"code":"range","field":"memory_size","message":"1 (expected: 128 to 10240)"}]}\
        """);
    assertThat(slipway("deploy", file, "--name", "weather", "--memory", "1")).isEqualTo(2);
    assertThat(console.errText().lines())
        .containsExactly(
            "error: 2 errors",
            file + ":1:4: invalid syntax (finish it) [syntax]",
            "--memory: 1 (expected: 128 to 10240) [range]");
  }

  @Test
  void aRefusalWithJsonIsTheProblemItself() {
    server.on("POST /deployments", 409, "{\"title\":\"Conflict\",\"status\":409}");
    assertThat(slipway("deploy", "-", "--name", "weather", "--json")).isEqualTo(2);
    assertThat(console.outText()).contains("\"title\": \"Conflict\"");
    assertThat(console.errText()).isEmpty();
  }
}
