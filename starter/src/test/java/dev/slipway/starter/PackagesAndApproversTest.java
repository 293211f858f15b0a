package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.People;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules about what no field of a request says: its packages, and who approves it. */
class PackagesAndApproversTest {
  private static final String RULES =
      """
      sign_in: [{issuer: "https://login.example", audience: slipway}]
      grants:
        - {role: deployer, to: {subjects: [dora]}}
        - {role: approver, to: {subjects: [anna, lead-kim, dora]}}
      rules:
        - name: seasoned
          owner: security@acme.example
          packages: {indexes: ["https://packages.acme.example/simple"], cool_down: 7d}
        - name: older-in-production
          owner: release@acme.example
          for: {tags: {env: prod}}
          packages: {cool_down: 30d}
          require: {approval: {one_of: [required]}}
          approvals: {subjects: ["lead-*", dora]}
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

  private static Reply by(String subject, String path, String body) {
    return starter.post(path, body, "Authorization", People.bearer(storage, subject));
  }

  private static Reply deploy(String id, String more) {
    return by(
        "dora",
        "/api/v1/deployments",
        """
        {"deployment_id":"%s","function_name":"%s","code":"x = 1"%s}"""
            .formatted(id, id, more));
  }

  private static void awaitStatus(String id, String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                    .isEqualTo(status));
  }

  private static String buildLog(String id) {
    return starter.get("/api/v1/deployments/" + id + "/logs?step=samBuild").body();
  }

  @Test
  void rulesAboutPackages_reachTheBuild() {
    deploy("d-plain", "");
    awaitStatus("d-plain", "succeeded");

    assertThat(buildLog("d-plain"))
        .contains(
            "https://packages.acme.example/simple",
            "PT168H",
            "rule 'seasoned' of security@acme.example")
        .doesNotContain("older-in-production");
  }

  /** A patch can bring a deployment under a stricter rule; it does not build by the old one. */
  @Test
  void patchThatBringsAnotherRule_buildsByIt() {
    deploy("d-patched", ",\"memory_size\":666,\"on_failure\":\"park\"");
    awaitStatus("d-patched", "parked");

    Reply retried =
        by(
            "dora",
            "/api/v1/deployments/d-patched/retry",
            "{\"patch\":{\"memory_size\":512,\"tags\":{\"env\":\"prod\"}}}");

    assertThat(retried.status()).isEqualTo(202);
    awaitStatus("d-patched", "awaiting_approval");
    assertThat(buildLog("d-patched")).contains("PT720H", "older-in-production");
  }

  @Test
  void workerThatAsksAnotherIndex_isFoundOutBeforeAnythingIsCreated() {
    int before = storage.storedCode().size();

    Reply refused =
        by(
            "dora",
            "/api/v1/deployments",
            """
            {"deployment_id":"d-index","function_name":"index","code":"x = '%s'"}"""
                .formatted(StubActivities.FOREIGN_INDEX));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("errors/0/code")).isEqualTo("policy");
    assertThat(refused.text("errors/0/field")).isEqualTo("requirements");
    assertThat(refused.text("errors/0/message")).startsWith("package index: ");
    assertThat(storage.storedCode()).hasSize(before);
    assertThat(starter.get("/api/v1/deployments/d-index").status()).isEqualTo(404);
  }

  @Test
  void onlyWhomTheRuleNames_approves_andNobodyTheirOwn() {
    deploy("d-prod", ",\"tags\":{\"env\":\"prod\"}");
    awaitStatus("d-prod", "awaiting_approval");
    String approve = "/api/v1/deployments/d-prod/approve";

    Reply notNamed = by("anna", approve, "{}");
    assertThat(notNamed.status()).isEqualTo(403);
    assertThat(notNamed.text("detail"))
        .isEqualTo(
            "anna may not approve this (expected: subject lead-*, or subject dora, by rule"
                + " 'older-in-production' of release@acme.example)");
    assertThat(by("dora", approve, "{}").text("detail")).contains("expected: someone else");
    assertThat(starter.post(approve, "{}").status()).isEqualTo(403);
    assertThat(by("lead-kim", approve, "{}").status()).isEqualTo(202);
    awaitStatus("d-prod", "succeeded");
  }

  @Test
  void whereNoRuleNamesAnyone_theRoleIsEnough() {
    deploy("d-asked", ",\"approval\":\"required\"");
    awaitStatus("d-asked", "awaiting_approval");

    assertThat(by("anna", "/api/v1/deployments/d-asked/approve", "{}").status()).isEqualTo(202);
  }

  @Test
  void bothAreShown() {
    Reply shown = starter.get("/api/v1/policy");

    assertThat(shown.text("rules/0/require/0/field")).isEqualTo("packages");
    assertThat(shown.text("rules/0/require/0/expected"))
        .isEqualTo("only from https://packages.acme.example/simple; released at least 7d ago");
    assertThat(shown.text("rules/1/require/2/field")).isEqualTo("approvals");
    assertThat(shown.text("rules/1/require/2/expected"))
        .isEqualTo("by subject lead-*, or subject dora");
  }
}
