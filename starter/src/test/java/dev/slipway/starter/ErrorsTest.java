package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.starter.fakes.Watcher;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each kind of refusal, in one form: a problem with a type, a sentence and all its errors. */
class ErrorsTest {
  private static FakeStorage storage;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    storage = new FakeStorage();
    starter = RunningStarter.open(storage);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage, "http://127.0.0.1:1/"));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  private static Reply deploy(String id, String more) {
    return starter.post(
        "/api/v1/deployments",
        "{\"deployment_id\":\"%s\",\"function_name\":\"f\",\"code\":\"x = 1\"%s}"
            .formatted(id, more));
  }

  private static void is(Reply reply, int status, String kind) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.text("type")).isEqualTo("urn:slipway:problem:" + kind);
    assertThat(reply.text("status")).isEqualTo(Integer.toString(status));
    assertThat(reply.text("title")).isNotBlank();
    assertThat(reply.text("detail")).isNotBlank();
    assertThat(reply.names()).contains("errors");
  }

  @Test
  void unreadable_is400() {
    is(starter.post("/api/v1/check", "{"), 400, "unreadable");
    is(starter.get("/api/v1/deployments?=x"), 400, "unreadable");
    is(starter.get("/api/v1/deployments/a%00b"), 400, "refused");
  }

  @Test
  void unknown_is404_alsoForPathsThatAreNotMapped() {
    is(starter.get("/api/v1/deployments/nobody"), 404, "unknown");
    is(starter.get("/api/v1/agents/us-east-1/nobody"), 404, "unknown");
    is(starter.get("/api/v1/nothing"), 404, "not-found");
  }

  @Test
  void theWrongMethod_is405() {
    is(starter.delete("/api/v1/estimate"), 405, "method-not-allowed");
    is(starter.delete("/api/v1/deployments"), 405, "method-not-allowed");
  }

  @Test
  void anUnsupportedAcceptType_is406() {
    is(
        starter.send("GET", "/api/v1/deployments", new byte[0], "Accept", "image/png"),
        406,
        "not-acceptable");
  }

  @Test
  void anotherRequestUnderTheSameId_is409() {
    deploy("d-same", "");
    is(deploy("d-same", ",\"memory_size\":1024"), 409, "conflict");
  }

  @Test
  void aBodyOverTheLimit_is413_whoeverReadsIt() {
    byte[] large = " ".repeat(16 * 1024 * 1024 + 1).getBytes(StandardCharsets.UTF_8);
    for (String path : new String[] {"/api/v1/deployments", "/api/v1/check"}) {
      is(starter.send("POST", path, large, "Content-Type", "application/json"), 413, "too-large");
    }
  }

  @Test
  void aBodyThatIsNotJson_is415() {
    byte[] form = "function_name=f".getBytes(StandardCharsets.UTF_8);
    Reply refused =
        starter.send(
            "POST",
            "/api/v1/deployments",
            form,
            "Content-Type",
            "application/x-www-form-urlencoded");
    is(refused, 415, "unsupported-media-type");
    assertThat(refused.text("detail"))
        .isEqualTo("Content-Type: application/x-www-form-urlencoded (expected: application/json)");
  }

  @Test
  void invalid_is422_withCodeFieldAndMessageOfEachError() {
    Reply refused =
        starter.post("/api/v1/deployments", "{\"function_nam\":\"f\",\"memory_size\":1}");
    is(refused, 422, "invalid");
    assertThat(refused.names("errors/0")).contains("code", "field", "message");
    assertThat(refused.body())
        .contains("missing_field", "invalid_value", "unknown_field", "\"hint\":\"did you mean");
    is(starter.get("/api/v1/deployments/d-x/logs?follow=perhaps"), 422, "invalid");
    is(starter.get("/api/v1/deployments?page_token=%C2%A7"), 422, "invalid");
  }

  @Test
  void aLiveAgentThatDoesNotAnswer_is502() {
    deploy("d-silent", ",\"stack_name\":\"silent\"");
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/agents/us-east-1/silent").text("live/number"))
                    .isEqualTo("1"));
    Reply silent =
        starter.post(
            "/api/v1/agents/us-east-1/silent/invoke", "{\"prompt\":\"?\",\"via\":\"url\"}");
    is(silent, 502, "upstream");
    assertThat(silent.text("detail")).isEqualTo("The URL http://127.0.0.1:1/ does not answer.");
  }

  @Test
  void tooManyWatchers_is429_andExistingOnesContinue() {
    try (RunningStarter small = starter.another(storage, "--slipway.watchers=1")) {
      deploy("d-watched", ",\"stack_name\":\"watched\",\"approval\":\"required\"");
      Watcher watcher = Watcher.at(small.authority(), "d-watched");
      await().until(() -> watcher.saw("awaiting_approval"));
      Reply refused = small.get("/api/v1/deployments/d-watched/events");
      is(refused, 429, "full");
      assertThat(refused.text("detail"))
          .isEqualTo("1 clients are watching already (expected: fewer); try again later");
      assertThat(refused.header("Retry-After")).isEqualTo("5");

      small.post("/api/v1/deployments/d-watched/approve", "{}");
      await().until(() -> watcher.saw("succeeded") && watcher.ended());
      assertThat(small.get("/api/v1/deployments/d-watched/events").status()).isEqualTo(200);
    }
  }

  @Test
  void aFullQueue_is429_andSaysWhenToComeBack() {
    assertThat(deploy("d-first", ",\"stack_name\":\"full\",\"approval\":\"required\"").status())
        .isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/d-first").text("status"))
                    .isEqualTo("awaiting_approval"));
    Reply last = deploy("d-queued-0", ",\"stack_name\":\"full\"");
    for (int i = 1; last.status() == 202 && i < 60; i++) {
      last = deploy("d-queued-" + i, ",\"stack_name\":\"full\"");
    }
    is(last, 429, "full");
    assertThat(last.header("Retry-After")).isEqualTo("5");
  }
}
