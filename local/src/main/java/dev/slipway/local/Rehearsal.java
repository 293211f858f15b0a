package dev.slipway.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The first pages that people open on a new stack, so that what they need has been loaded once. */
final class Rehearsal {
  // On a machine that was also building, it took half a minute until the worker polled.
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int NOT_YET = 503;
  private static final List<String> LOOKS =
      List.of("/", "/new", "/api/v1/health", "/api/v1/deployments", "/api/v1/agents");

  void visit(LocalSettings settings) throws IOException, InterruptedException {
    URI stack = URI.create("http://127.0.0.1:" + settings.ports().starter());
    OwnerToken owner = OwnerToken.of(settings.home());
    Instant deadline = Instant.now().plus(TIMEOUT);
    try (HttpClient browser = HttpClient.newHttpClient()) {
      for (String look : LOOKS) {
        var request =
            owner.sign(HttpRequest.newBuilder(stack.resolve(look))).timeout(TIMEOUT).build();
        int status = settled(browser, request, deadline);
        if (status != 200) {
          throw new IOException("GET %s: %d (expected: 200)".formatted(look, status));
        }
      }
    }
  }

  /** The status once the stack no longer reports that it isn't ready, or at the deadline. */
  private static int settled(HttpClient browser, HttpRequest request, Instant deadline)
      throws IOException, InterruptedException {
    int status = browser.send(request, BodyHandlers.discarding()).statusCode();
    while (status == NOT_YET && Instant.now().isBefore(deadline)) {
      Thread.sleep(PAUSE);
      status = browser.send(request, BodyHandlers.discarding()).statusCode();
    }
    return status;
  }
}
