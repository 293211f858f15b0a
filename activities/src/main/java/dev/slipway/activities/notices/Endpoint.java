package dev.slipway.activities.notices;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.slipway.policy.Receiver;
import dev.slipway.policy.ReceiverReader;
import dev.slipway.workflows.notices.Notice;
import dev.slipway.workflows.notices.Notify;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.DnsResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One receiver, and how notices get to it. */
final class Endpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  /** So that a slow receiver with many notices leaves the worker's slots to the others. */
  private static final int AT_ONCE = 4;

  /** Calls end within ten seconds, so that one of them is soon over. */
  private static final Duration BUSY = Duration.ofSeconds(5);

  /** What a receiver answers that is gone for good. */
  private static final int GONE = 410;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Receiver receiver;
  private final PageLinks links;
  private final Clock clock;
  private final Calls encrypted;
  private final Calls clear;
  private final Semaphore free = new Semaphore(AT_ONCE);

  private Endpoint(Receiver receiver, PageLinks links, Clock clock, DnsResolver names) {
    this.receiver = receiver;
    this.links = links;
    this.clock = clock;
    encrypted = new Calls(Resolution.encrypted(names, receiver.allowPrivate()));
    clear = new Calls(Resolution.clear(names, receiver.allowPrivate()));
  }

  /**
   * A receiver that can be called.
   *
   * @throws IllegalArgumentException naming what is wrong with its address or keys
   */
  static Endpoint open(Receiver receiver, PageLinks links, Clock clock, DnsResolver names) {
    requireAllowed(receiver, names);
    keys(receiver);
    return new Endpoint(receiver, links, clock, names);
  }

  private static void requireAllowed(Receiver receiver, DnsResolver names) {
    URI url = address(receiver);
    try {
      resolution(receiver, url, names).resolve(url.getHost());
    } catch (ForbiddenAddress e) {
      throw new IllegalArgumentException("url: " + e.getMessage(), e);
    } catch (UnknownHostException e) {
      // The name service may be down for now, and no deployment depends on a receiver.
      LOG.warn(
          "receiver {}: {} can't be resolved; it is tried with each notice",
          receiver.name(),
          url.getHost());
    }
  }

  private static Resolution resolution(Receiver receiver, URI url, DnsResolver names) {
    return isClear(url)
        ? Resolution.clear(names, receiver.allowPrivate())
        : Resolution.encrypted(names, receiver.allowPrivate());
  }

  private static boolean isClear(URI url) {
    return "http".equalsIgnoreCase(url.getScheme());
  }

  Receiver receiver() {
    return receiver;
  }

  /** Calls the receiver once; throws if it does not accept the notice. */
  void deliver(Notice notice) throws InterruptedException {
    if (!free.tryAcquire()) {
      throw ApplicationFailure.newBuilder()
          .setMessage(
              "%s is not called now: it has %d calls in flight".formatted(receiver.name(), AT_ONCE))
          .setType(Notify.BUSY)
          .setNextRetryDelay(BUSY)
          .build();
    }
    try {
      post(notice);
    } finally {
      free.release();
    }
  }

  private void post(Notice notice) throws InterruptedException {
    int status = call(notice);
    if (status == GONE) {
      throw ApplicationFailure.newNonRetryableFailure(
          receiver.name() + " answers 410: gone", Notify.NOT_DELIVERED);
    }
    if (status / 100 != 2) {
      throw notDelivered("it answers %d (expected: 2xx)".formatted(status));
    }
  }

  /** Histories get a reason of few words; only the worker's log has addresses and paths. */
  private int call(Notice notice) throws InterruptedException {
    try {
      byte[] body = body(notice);
      URI url = address(receiver);
      return (isClear(url) ? clear : encrypted).post(url, headers(notice, body), body);
    } catch (IOException failed) {
      LOG.warn("receiver {}, {}: {}", receiver.name(), notice.id(), failed.toString());
      throw notDelivered(Reason.of(failed));
    } catch (IllegalArgumentException unusable) {
      LOG.warn("receiver {}, {}: {}", receiver.name(), notice.id(), unusable.getMessage());
      throw notDelivered("its url_file or secret_file can't be used; the worker's log says why");
    }
  }

  private ApplicationFailure notDelivered(String why) {
    return ApplicationFailure.newFailure(receiver.name() + ": " + why, Notify.NOT_DELIVERED);
  }

  private byte[] body(Notice notice) throws IOException {
    return json(
        switch (receiver.form()) {
          case CLOUDEVENT -> CloudEvent.of(notice, links);
          case SLACK -> SlackMessage.of(notice, links);
        });
  }

  static byte[] json(Object message) throws IOException {
    return JSON.writeValueAsBytes(message);
  }

  private Map<String, String> headers(Notice notice, byte[] body) {
    long now = clock.instant().getEpochSecond();
    Map<String, String> headers = new HashMap<>();
    headers.put(
        "Content-Type",
        switch (receiver.form()) {
          case CLOUDEVENT -> CloudEvent.CONTENT_TYPE;
          case SLACK -> "application/json; charset=utf-8";
        });
    headers.put("webhook-id", notice.id());
    headers.put("webhook-timestamp", Long.toString(now));
    // Read each time, so that a changed key needs no restart.
    keys(receiver)
        .map(keys -> keys.sign(notice.id(), now, body))
        .ifPresent(signature -> headers.put("webhook-signature", signature));
    return headers;
  }

  private static Optional<SigningKeys> keys(Receiver receiver) {
    return Optional.ofNullable(receiver.secretFile()).map(SigningKeys::in);
  }

  private static URI address(Receiver receiver) {
    if (receiver.url() != null) {
      return receiver.url();
    }
    var file = Objects.requireNonNull(receiver.urlFile());
    try {
      return ReceiverReader.address(Files.readString(file), receiver.allowPrivate());
    } catch (IOException e) {
      throw new IllegalArgumentException("url_file: '%s' can't be read".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("url_file: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    encrypted.close();
    clear.close();
  }
}
