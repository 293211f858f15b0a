package dev.slipway.starter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the codec server answers; that Temporal's own tools can use it is tested end to end. */
class CodecTest {
  private static RunningStarter starter;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("keys"), "k1:c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LWtleSE=\n");
    starter =
        RunningStarter.openWithoutTemporal(
            new FakeStorage(), "--slipway.temporal.encryption-keys=" + keys);
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  @Test
  void whatIsNotEncrypted_comesBackAsItIs() {
    Reply reply =
        decode(
            """
            {"payloads":[{"metadata":{"encoding":"anNvbi9wbGFpbg=="},"data":"IkhpIg=="}]}""");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("payloads/0/data")).isEqualTo("IkhpIg==");
  }

  @Test
  void aKeyThatThisServerDoesNotHave_isNamed() {
    Reply reply =
        decode(
            """
            {"payloads":[{"metadata":{"encoding":"YmluYXJ5L2VuY3J5cHRlZA==",
            "encryption-key-id":"azI="},"data":"AAAA"}]}""");

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.text("detail"))
        .contains("the key 'k2'", "slipway.temporal.encryption-keys has keys k1");
  }

  @Test
  void whatIsNoPayload_isRefused() {
    assertThat(decode("{").status()).isEqualTo(400);
    assertThat(decode("{\"payloads\": 3}").text("detail")).contains("payloads");
  }

  private static Reply decode(String body) {
    return starter.post("/api/codec/decode", body);
  }
}
