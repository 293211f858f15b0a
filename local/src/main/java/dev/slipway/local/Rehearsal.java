package dev.slipway.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first pages that people open on a new stack, and a first deployment, so that what they need
 * has been loaded once.
 */
final class Rehearsal {
  // On a machine that was also building, it took half a minute until the worker polled.
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TAKEN = 202;
  private static final int NOT_YET = 503;
  private static final List<String> LOOKS =
      List.of("/", "/new", "/api/v1/health", "/api/v1/deployments", "/api/v1/agents");

  /** Needs neither a package nor a model. */
  private static final String DEPLOYMENT =
      """
      {"deployment_id": "rehearsal", "function_name": "rehearsal",
       "code": "def main(user_input: str) -> str:\\n    return 'ready'\\n"}""";

  private static final Set<String> ENDED = Set.of("succeeded", "failed", "canceled");

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
      deploy(browser, stack.resolve("/api/v1/deployments/"), owner, deadline);
    }
  }

  /** However it ends: what it has loaded by then need not be loaded again. */
  private static void deploy(
      HttpClient browser, URI deployments, OwnerToken owner, Instant deadline)
      throws IOException, InterruptedException {
    var request =
        owner
            .sign(HttpRequest.newBuilder(deployments.resolve("../deployments")))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(DEPLOYMENT))
            .timeout(TIMEOUT)
            .build();
    var look =
        owner
            .sign(HttpRequest.newBuilder(deployments.resolve("rehearsal")))
            .timeout(TIMEOUT)
            .build();
    boolean taken = browser.send(request, BodyHandlers.discarding()).statusCode() == TAKEN;
    while (taken && Instant.now().isBefore(deadline) && !hasEnded(browser, look)) {
      Thread.sleep(PAUSE);
    }
  }

  private static boolean hasEnded(HttpClient browser, HttpRequest look)
      throws IOException, InterruptedException {
    String view = browser.send(look, BodyHandlers.ofString()).body();
    return ENDED.contains(JSON.readTree(view).path("status").asString(""));
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
