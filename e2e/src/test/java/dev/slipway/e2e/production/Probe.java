package dev.slipway.e2e.production;

import dev.slipway.e2e.harness.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A monitor without a token, at one process. */
final class Probe {
  private static final Duration MAX_CHANGE = Duration.ofMinutes(2);

  private final URI address;

  Probe(URI address) {
    this.address = address;
  }

  record Answer(int status, String body) {}

  Answer readiness() {
    return ask("readiness");
  }

  Answer liveness() {
    return ask("liveness");
  }

  /** Asks until that is the status, and returns the answer. */
  Answer awaitReadiness(int status) {
    Answer[] last = new Answer[1];
    Waiting.until(
        "%s to answer %d".formatted(address, status),
        MAX_CHANGE,
        () -> {
          last[0] = readiness();
          return last[0].status() == status;
        });
    return last[0];
  }

  /** Asks until the answer contains those words. */
  Answer awaitReadiness(String words) {
    Answer[] last = new Answer[1];
    Waiting.until(
        "%s to say %s".formatted(address, words),
        MAX_CHANGE,
        () -> {
          last[0] = readiness();
          return last[0].body().contains(words);
        });
    return last[0];
  }

  private Answer ask(String group) {
    var request = HttpRequest.newBuilder(address.resolve("/actuator/health/" + group)).build();
    try (var http = HttpClient.newHttpClient()) {
      var response = http.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
