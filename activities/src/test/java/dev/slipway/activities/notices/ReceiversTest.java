package dev.slipway.activities.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.NoticeType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the file stops the start, and is named. */
class ReceiversTest {
  @TempDir Path folder;

  @BeforeEach
  void secret() throws IOException {
    Files.writeString(folder.resolve("secret"), "whsec_" + "QUJD".repeat(8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://example.com | slipway.receivers: receivers.yml:2: url: 'http:' (expected: https, or http to a private address with allow_private)",
        "ftp://example.com | slipway.receivers: receivers.yml:2: url: 'ftp:' (expected: https, or",
        "https://a:b@example.com | slipway.receivers: receivers.yml:2: url: has a user, a password or a fragment",
        "https:/hook | slipway.receivers: receivers.yml:2: url: no host",
        "https://127.0.0.1/hook | receiver builder: url: 127.0.0.1 is at 127.0.0.1 (expected: a public address",
        "https://169.254.169.254/ | receiver builder: url: 169.254.169.254 is at 169.254.169.254 (expected",
        "https://[::1]/hook | receiver builder: url: ",
      })
  void address_thatNoticesMustNotGoTo_isRefused(String url, String message) throws IOException {
    assertThatThrownBy(() -> open("[{name: builder, url: '%s', secret_file: secret}]", url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("slipway.receivers: ")
        .hasMessageContaining(message);
  }

  @Test
  void hostThatIsUnknownNow_isTriedWithEachNotice() throws IOException {
    try (var receivers =
        open(
            "[{name: builder, url: '%s', secret_file: secret}]", "https://no.such.name.invalid/")) {
      assertThat(receivers.wanting(Samples.waiting())).containsExactly("builder");
      assertThatThrownBy(() -> receivers.named("builder").orElseThrow().deliver(Samples.waiting()))
          .isInstanceOfSatisfying(
              ApplicationFailure.class, failed -> assertThat(failed.isNonRetryable()).isFalse())
          .hasMessageContaining("builder: its host can't be resolved");
    }
  }

  @Test
  void missingOrUselessKey_isRefused_andNotRepeated() throws IOException {
    String receiver =
        "[{name: builder, url: 'http://127.0.0.1/', secret_file: %s, allow_private: true}]";
    Files.writeString(folder.resolve("short"), "whsec_QUJD");
    Files.writeString(folder.resolve("other"), "hunter2");

    assertThatThrownBy(() -> open(receiver, "absent")).hasMessageContaining("can't be read");
    assertThatThrownBy(() -> open(receiver, "short")).hasMessageContaining("has a key of 3 bytes");
    assertThatThrownBy(() -> open(receiver, "other"))
        .hasMessageContaining("has a line of another form")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void addressInAFile_isNotRepeated() throws IOException {
    Files.writeString(folder.resolve("url"), "http://hooks.example.com/T0/SECRET");

    assertThatThrownBy(() -> open("[{name: chat, form: slack, url_file: %s}]", "url"))
        .hasMessageContaining("url_file: 'http:' (expected: https")
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void receivers_hearOfWhatTheyWant() throws IOException {
    String all =
        """

          - {name: all, %1$s}
          - {name: parked, %1$s, events: [parked]}
          - {name: drifted, %1$s, events: [drifted, audit_failed]}
          - {name: weather, %1$s, agents: ['weather*']}
          - {name: others, %1$s, agents: [sales]}
          - {name: forecasts, %1$s, projects: [fore*]}
          - {name: books, %1$s, projects: [books]}
        """;
    try (Receivers receivers =
        open(all, "url: 'http://127.0.0.1/', secret_file: secret, allow_private: true")) {
      assertThat(receivers.wanting(Samples.waiting()))
          .containsExactly("all", "weather", "forecasts");
      assertThat(receivers.wanting(Samples.notice(NoticeType.PARKED, "")))
          .containsExactly("all", "parked", "weather", "forecasts");
      assertThat(receivers.wanting(Samples.notice(NoticeType.DRIFTED, "")))
          .containsExactly("all", "drifted", "weather", "forecasts");
    }
  }

  @Test
  void eventThatThereIsNot_isRefused_withThoseThatThereAre() {
    assertThatThrownBy(
            () ->
                open(
                    "[{name: a, url: 'http://127.0.0.1/', allow_private: true, %s}]",
                    "secret_file: secret, events: [drifted, unknown]"))
        .hasMessageContaining(
            "events: 'unknown' (expected: audit_failed, awaiting_approval, canceled, drifted,"
                + " failed, parked, succeeded)");
  }

  @Test
  void withoutAFile_thereAreNone() {
    try (Receivers receivers = Receivers.in(null, Samples.LINKS, Clock.systemUTC())) {
      assertThat(receivers.wanting(Samples.waiting())).isEmpty();
    }
  }

  private Receivers open(String receivers, Object value) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("receivers.yml"), "receivers: \n  " + receivers.formatted(value));
    return Receivers.in(file, Samples.LINKS, Clock.systemUTC());
  }
}
