package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with rules: what breaks one is refused before anything exists, everywhere. */
class PolicyTest {
  private static final String RULES =
      """
      rules:
        - name: small
          owner: platform@acme.example
          reason: Larger agents are approved by the platform team.
          require:
            memory_size: {at_most: 700}
            ttl: {at_most: 30d}
            function_url_auth: {one_of: [AWS_IAM]}
        - name: two-eyes
          owner: security@acme.example
          reason: Two people look at production.
          for: {agents: ["prod-*"]}
          require:
            approval: {one_of: [required]}
            timeout: {at_most: 400}
      """;

  private static FakeStorage storage;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    storage = new FakeStorage();
    Path file = Files.writeString(folder.resolve("policy.yaml"), RULES);
    starter = RunningStarter.open(storage, "--slipway.policy=" + file);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  /** With a life of a day. */
  private static Reply deploy(String id, String function, String more) {
    return starter.post(
        "/api/v1/deployments",
        """
        {"deployment_id":"%s","function_name":"%s","code":"x = 1","ttl":"1d"%s}"""
            .formatted(id, function, more));
  }

  private static void awaitStatus(String id, String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                    .isEqualTo(status));
  }

  @Test
  void requestThatBreaksARule_isRefusedWithRuleOwnerAndReason_andNothingIsStored() {
    int before = storage.storedCode().size();

    Reply refused =
        deploy(
            "d-large",
            "large",
            ",\"memory_size\":1024,\"function_url_auth\":\"NONE\",\"allow_public\":true");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("errors/0/code")).isEqualTo("policy");
    assertThat(refused.text("errors/0/field")).isEqualTo("memory_size");
    assertThat(refused.text("errors/0/message"))
        .isEqualTo(
            "memory_size: 1024 (expected: at most 700, by rule 'small' of platform@acme.example)");
    assertThat(refused.text("errors/0/hint"))
        .isEqualTo("Larger agents are approved by the platform team.");
    assertThat(refused.text("errors/1/field")).isEqualTo("function_url_auth");
    assertThat(storage.storedCode()).hasSize(before);
    assertThat(starter.get("/api/v1/deployments/d-large").status()).isEqualTo(404);
  }

  @Test
  void approvalThatARuleDemands_isAdded_andTheAnswerSaysWhose() {
    Reply accepted = deploy("d-prod", "prod-weather", "");

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.text("tightened/0/field")).isEqualTo("approval");
    assertThat(accepted.text("tightened/0/value")).isEqualTo("required");
    assertThat(accepted.text("tightened/0/rule")).isEqualTo("two-eyes");
    assertThat(accepted.text("tightened/0/owner")).isEqualTo("security@acme.example");
    awaitStatus("d-prod", "awaiting_approval");
    assertThat(deploy("d-prod", "prod-weather", "").status()).isEqualTo(202);
  }

  @Test
  void patchOfAParkedDeployment_isJudgedLikeARequest() {
    deploy("d-parked", "parked", ",\"memory_size\":666,\"on_failure\":\"park\"");
    awaitStatus("d-parked", "parked");
    String retry = "/api/v1/deployments/d-parked/retry";

    Reply refused = starter.post(retry, "{\"patch\":{\"memory_size\":1024}}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("errors/0/message")).contains("1024 (expected: at most 700");
    assertThat(starter.post(retry, "{\"patch\":{\"memory_size\":512}}").status()).isEqualTo(202);
    awaitStatus("d-parked", "succeeded");
  }

  @Test
  void requestThatBreaksNone_isLeftAlone() {
    Reply accepted = deploy("d-plain", "plain", "");

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.names("tightened")).isEmpty();
    awaitStatus("d-plain", "succeeded");
  }

  @Test
  void longerLife_isRefusedAsADeploymentWouldBe() {
    deploy("d-alive", "alive", "");
    awaitStatus("d-alive", "succeeded");
    String agent = "/api/v1/agents/us-east-1/strands-agent-alive";
    String ttl = agent + "/ttl";
    // An agent remembers a revision just after its deployment has succeeded.
    await().untilAsserted(() -> assertThat(starter.get(agent).text("expires_at")).endsWith("Z"));

    assertThat(starter.post(ttl, "{\"ttl\":\"31d\"}").text("errors/0/message"))
        .contains("31d (expected: at most 30d, by rule 'small'");
    assertThat(starter.post(ttl, "{\"ttl\":\"none\"}").text("errors/0/message"))
        .contains("ttl: absent (expected: at most 30d");
    assertThat(starter.post(ttl, "{\"ttl\":\"29d\"}").status()).isEqualTo(200);
  }

  @Test
  void page_saysItWhileTheFormIsFilledIn_andRefusesToo() {
    String form = "function_name=%s&code=x+%%3D+1&memory_size=%d&region=us-east-1&ttl=1d";

    assertThat(starter.form("/new", form.formatted("large", 1024)).body())
        .contains("Not deployed yet", "at most 700, by rule &#39;small&#39;");
    assertThat(starter.form("/new/check", form.formatted("large", 1024)).body())
        .contains("at most 700, by rule &#39;small&#39;", "approved by the platform team");
    assertThat(starter.form("/new/check", form.formatted("prod-large", 512)).body())
        .contains("Someone must approve it: rule &#39;two-eyes&#39;")
        .doesNotContain("at most");
  }

  /** By its own name, with all its settings, whatever the form asks for. */
  @Test
  void page_judgesARetryAsTheDeploymentThatItIs() {
    deploy("d-fix", "prod-stuck", ",\"memory_size\":666,\"on_failure\":\"park\"");
    awaitStatus("d-fix", "parked");

    assertThat(starter.form("/deployments/d-fix/fix/check", "patch=1&memory_size=512").body())
        .doesNotContain("by rule");
    assertThat(starter.form("/deployments/d-fix/fix/check", "patch=1&timeout=500").body())
        .contains("at most 400, by rule &#39;two-eyes&#39;");
    starter.post("/api/v1/deployments/d-fix/abort", "{}");
    awaitStatus("d-fix", "canceled");
  }

  @Test
  void rules_areShown() {
    Reply shown = starter.get("/api/v1/policy");

    assertThat(shown.text("rules/0/name")).isEqualTo("small");
    assertThat(shown.text("rules/0/require/0/field")).isEqualTo("memory_size");
    assertThat(shown.text("rules/0/require/0/expected")).isEqualTo("at most 700");
    assertThat(shown.text("rules/1/agents/0")).isEqualTo("prod-*");
  }

  @Test
  void invalidFile_stopsTheStart_andNamesLineAndReason(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"), RULES.replace("at_most: 700", "at_most: big"));

    assertThatThrownBy(
            () -> RunningStarter.openWithoutTemporal(new FakeStorage(), "--slipway.policy=" + file))
        .rootCause()
        .hasMessageContaining(
            "policy.yaml:6: memory_size.at_most: 'big' (expected: a whole number)");
    assertThatThrownBy(
            () ->
                RunningStarter.openWithoutTemporal(
                    new FakeStorage(), "--slipway.policy=" + folder.resolve("absent.yaml")))
        .hasStackTraceContaining("absent.yaml' (expected: a readable file");
  }
}
