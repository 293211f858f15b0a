package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many deployments may be at work at once is limited by account and region. */
class AtOnceTest {
  private static final String RULES =
      """
      accounts:
        - {alias: prod, id: "222222222222", role: "arn:aws:iam::222222222222:role/s"}
      rules:
        - name: calm
          owner: platform@acme.example
          for: {regions: [us-east-1]}
          at_once: 2
      """;

  private final Instant later =
      Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

  /** It waits in the queue until its window opens, and counts meanwhile. */
  private Reply waiting(RunningStarter starter, String id, String account, String region) {
    return starter.post(
        "/api/v1/deployments",
        """
        {"deployment_id":"%1$s","function_name":"%1$s","account":"%2$s","region":"%3$s",
         "code":"x = 1","not_before":"%4$s"}"""
            .formatted(id, account, region, later));
  }

  private static void awaitStatus(RunningStarter starter, String id, String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                    .isEqualTo(status));
  }

  @Test
  void oneAfterAnother_isSaidInTheSingular(@TempDir Path folder) throws Exception {
    var storage = new FakeStorage();
    Path file =
        Files.writeString(folder.resolve("policy.yaml"), RULES.replace("at_once: 2", "at_once: 1"));
    try (var starter = RunningStarter.open(storage, "--slipway.policy=" + file);
        var _ = new FakeWorker(starter.temporal(), new StubActivities(storage))) {
      assertThat(waiting(starter, "d-1", "own", "us-east-1").status()).isEqualTo(202);

      assertThat(waiting(starter, "d-2", "own", "us-east-1").text("detail"))
          .startsWith("Nothing was created: 1 deployment is at work in account 'own'");
    }
  }

  @Test
  void oneMoreThanTheRuleAllows_isRefused_inThisAccountAndRegionOnly(@TempDir Path folder)
      throws Exception {
    var storage = new FakeStorage();
    Path file = Files.writeString(folder.resolve("policy.yaml"), RULES);
    try (var starter = RunningStarter.open(storage, "--slipway.policy=" + file);
        var _ = new FakeWorker(starter.temporal(), new StubActivities(storage))) {
      starter.post(
          "/api/v1/deployments",
          """
          {"deployment_id":"d-person","function_name":"person","code":"x = 1",
           "approval":"required"}""");
      awaitStatus(starter, "d-person", "awaiting_approval");
      assertThat(waiting(starter, "d-1", "own", "us-east-1").status()).isEqualTo(202);
      assertThat(waiting(starter, "d-2", "own", "us-east-1").status()).isEqualTo(202);
      int before = storage.storedCode().size();

      Reply refused = waiting(starter, "d-3", "own", "us-east-1");

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(refused.text("detail"))
          .isEqualTo(
              "Nothing was created: 2 deployments are at work in account 'own', region us-east-1"
                  + " (expected: at most 2 at once, by rule 'calm' of platform@acme.example). Try"
                  + " again later.");
      assertThat(storage.storedCode()).hasSize(before);
      // The same request again asks for nothing more.
      assertThat(waiting(starter, "d-1", "own", "us-east-1").status()).isEqualTo(202);
      assertThat(waiting(starter, "d-4", "own", "eu-west-1").status()).isEqualTo(202);
      assertThat(waiting(starter, "d-5", "prod", "us-east-1").status()).isEqualTo(202);
      assertThat(starter.get("/api/v1/policy").text("rules/0/require/0/expected"))
          .isEqualTo("at most 2");

      starter.post("/api/v1/deployments/d-2/cancel", "{}");
      awaitStatus(starter, "d-2", "canceled");
      assertThat(waiting(starter, "d-6", "own", "us-east-1").status()).isEqualTo(202);
    }
  }
}
