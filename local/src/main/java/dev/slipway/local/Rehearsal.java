package dev.slipway.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The first looks that people take at a new stack, so that what they need has been loaded once. */
final class Rehearsal {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> LOOKS =
      List.of("/", "/new", "/api/v1/health", "/api/v1/deployments", "/api/v1/agents");

  void visit(LocalSettings settings) throws IOException, InterruptedException {
    URI stack = URI.create("http://127.0.0.1:" + settings.ports().starter());
    try (HttpClient browser = HttpClient.newHttpClient()) {
      for (String look : LOOKS) {
        var request = HttpRequest.newBuilder(stack.resolve(look)).timeout(PATIENCE).build();
        int status = browser.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          throw new IOException("GET %s: %d (expected: 200)".formatted(look, status));
        }
      }
    }
  }
}
