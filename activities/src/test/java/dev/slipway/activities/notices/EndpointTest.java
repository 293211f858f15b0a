package dev.slipway.activities.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.activities.notices.LocalReceiver.Call;
import dev.slipway.policy.Receiver;
import dev.slipway.policy.Receiver.Form;
import dev.slipway.workflows.notices.Notify;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A receiver gets a notice that it can trust, and harms nothing itself. */
@Timeout(60)
class EndpointTest {
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final Instant NOW = Instant.parse("2026-11-30T09:12:45Z");
  private static final DnsResolver DNS = SystemDefaultDnsResolver.INSTANCE;

  @TempDir Path folder;
  private final List<Endpoint> open = new ArrayList<>();
  private LocalReceiver local;
  private Path secret;

  @BeforeEach
  void start() throws IOException {
    local = new LocalReceiver();
    secret = Files.writeString(folder.resolve("secret"), key(KEY));
  }

  @AfterEach
  void close() throws IOException {
    open.forEach(Endpoint::close);
    local.close();
  }

  @Test
  void notice_arrivesSigned_withItsId() throws Exception {
    endpoint().deliver(Samples.waiting());

    Call call = local.calls().getFirst();
    assertThat(call.path()).isEqualTo("/hook");
    assertThat(call.header("content-type")).startsWith("application/cloudevents+json");
    assertThat(call.header("webhook-id")).isEqualTo(Samples.waiting().id());
    assertThat(call.header("webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(call.header("webhook-signature")).isEqualTo("v1," + signature(call, KEY));
    assertThat(new ObjectMapper().readTree(call.body()).at("/data/status").asText())
        .isEqualTo("awaiting_approval");
  }

  @Test
  void newKey_signsFromTheNextNoticeOn_besideTheOldOne() throws Exception {
    var endpoint = endpoint();
    byte[] next = "another key of thirty-two bytes!".getBytes(StandardCharsets.US_ASCII);
    Files.writeString(secret, key(next) + "\n" + key(KEY) + "\n");
    endpoint.deliver(Samples.waiting());

    Call call = local.calls().getFirst();
    assertThat(call.header("webhook-signature"))
        .isEqualTo("v1,%s v1,%s".formatted(signature(call, next), signature(call, KEY)));
  }

  @Test
  void chat_getsAMessageWithLinksToThePage() throws Exception {
    open(receiver(Form.SLACK, null)).deliver(Samples.waiting());

    String text = new ObjectMapper().readTree(local.calls().getFirst().body()).at("/text").asText();
    String page = "https://slipway.example.com/deployments/d-20261130-091201-k3";
    assertThat(text)
        .isEqualTo(
            """
            *weather* waits for approval
            Waiting for approval of 3 changes
            eu-west-1/strands-agent-weather, requested by anna: new forecast model
            <%1$s?ask=approve|Approve> · <%1$s?ask=reject|Reject> · <%1$s|Open>"""
                .formatted(page));
    assertThat(local.calls().getFirst().headers()).doesNotContainKey("webhook-signature");
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    try (var elsewhere = new LocalReceiver()) {
      local.manners(
          LocalReceiver.status("307 Temporary Redirect", "Location: " + elsewhere.url() + "\r\n"));

      assertRefused("it answers 307 (expected: 2xx)");
      assertThat(elsewhere.calls()).isEmpty();
    }
  }

  @Test
  void error_isTriedAgain_andGone_isNot() throws Exception {
    local.manners(LocalReceiver.status("500 Oops"));
    assertThat(assertRefused("it answers 500 (expected: 2xx)").isNonRetryable()).isFalse();

    local.manners(LocalReceiver.status("410 Gone"));
    assertThat(assertRefused("answers 410: gone").isNonRetryable()).isTrue();
  }

  @Test
  void bodyWithoutEnd_isNotRead() throws Exception {
    var over = new CountDownLatch(1);
    local.manners(
        to -> {
          LocalReceiver.write(to, "HTTP/1.1 200 OK\r\n\r\n");
          try {
            while (true) {
              LocalReceiver.write(to, "more and more and more\r\n".repeat(1000));
            }
          } catch (IOException callerIsGone) {
            over.countDown();
          }
        });

    endpoint().deliver(Samples.waiting());
    over.await();
  }

  @Test
  void headersWithoutEnd_areCut() throws Exception {
    local.manners(
        to -> {
          LocalReceiver.write(to, "HTTP/1.1 200 OK\r\n");
          while (true) {
            LocalReceiver.write(to, "X-More: and more\r\n".repeat(1000));
          }
        });

    assertRefused("its answer has too many or too long headers");
  }

  @Test
  void answerThatDrips_isGivenUp() throws Exception {
    var over = new CountDownLatch(1);
    local.manners(
        to -> {
          try {
            for (char letter : "HTTP/1.1 200 OK and so on".toCharArray()) {
              LocalReceiver.write(to, String.valueOf(letter));
              over.await(100, TimeUnit.MILLISECONDS);
            }
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    try (var calls = new Calls(DNS, Duration.ofMillis(500))) {
      assertThatThrownBy(() -> calls.post(local.url(), Map.of(), new byte[0]))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("no answer within 500 ms");
    }
  }

  @Test
  void slowReceiver_hasFourCallsAtOnce_andTheNextOneComesBackLater() throws Exception {
    var answer = new CountDownLatch(1);
    local.manners(
        to -> {
          try {
            answer.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          LocalReceiver.status("200 OK").answer(to);
        });
    var endpoint = endpoint();
    var threads = new ArrayList<Thread>();
    for (int call = 0; call < 4; call++) {
      threads.add(Thread.ofVirtual().start(() -> deliver(endpoint)));
    }
    Awaitility.await().until(() -> local.calls().size() == 4);

    assertThatThrownBy(() -> endpoint.deliver(Samples.waiting()))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            busy -> {
              assertThat(busy.getOriginalMessage())
                  .isEqualTo("builder is not called now: it has 4 calls in flight");
              assertThat(busy.getType()).isEqualTo(Notify.BUSY);
              assertThat(busy.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(5));
            });
    answer.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void deliver(Endpoint endpoint) {
    try {
      endpoint.deliver(Samples.waiting());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private ApplicationFailure assertRefused(String why) {
    var endpoint = endpoint();
    var thrown = new AtomicReference<@Nullable ApplicationFailure>();
    assertThatThrownBy(() -> endpoint.deliver(Samples.waiting()))
        .isInstanceOfSatisfying(ApplicationFailure.class, thrown::set)
        .hasMessageContaining(why);
    return Objects.requireNonNull(thrown.get());
  }

  private Endpoint endpoint() {
    return open(receiver(Form.CLOUDEVENT, secret));
  }

  private Endpoint open(Receiver receiver) {
    var endpoint = Endpoint.open(receiver, Samples.LINKS, Clock.fixed(NOW, ZoneOffset.UTC), DNS);
    open.add(endpoint);
    return endpoint;
  }

  private Receiver receiver(Form form, @Nullable Path secretFile) {
    return new Receiver(
        "builder", local.url(), null, form, secretFile, Set.of(), List.of(), List.of(), true);
  }

  private static String key(byte[] key) {
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  /** As a receiver computes it. */
  private static String signature(Call call, byte[] key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed =
        "%s.%s.%s"
            .formatted(call.header("webhook-id"), call.header("webhook-timestamp"), call.body());
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
