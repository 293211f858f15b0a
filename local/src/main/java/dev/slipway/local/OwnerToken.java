package dev.slipway.local;

import dev.slipway.starter.signin.SecretFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What whoever owns a home proves that with to the server that runs in it.
 *
 * @param value never logged or printed
 */
record OwnerToken(String value) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");

  static Path file(HomeDirectory home) {
    return home.path().resolve("token");
  }

  /** The home's token; a new one when there is none yet. */
  static OwnerToken of(HomeDirectory home) throws IOException {
    return new OwnerToken(SecretFile.read(file(home)));
  }

  /** The same request, made as the owner. */
  HttpRequest.Builder sign(HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + value);
  }

  /** An address that signs a browser in once, as the owner. */
  String pageLink(URI server) throws IOException, InterruptedException {
    var request =
        sign(HttpRequest.newBuilder(server.resolve("/api/v1/page-links")))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      Matcher url = URL.matcher(answer.body());
      if (!url.find()) {
        throw new IOException("POST %s: %d".formatted(request.uri(), answer.statusCode()));
      }
      return url.group(1);
    }
  }

  @Override
  public String toString() {
    return "OwnerToken[…]";
  }
}
