package dev.slipway.e2e.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a starter with whatever credentials, and follows no redirect. */
final class Stranger {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than the starter waits for an identity provider. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;

  Stranger(URI server) {
    this.server = server;
  }

  /** A whole answer. */
  record Answer(int status, java.net.http.HttpHeaders headers, String body) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }
  }

  Answer whoami(String token) {
    return get("/api/v1/whoami", "Authorization", "Bearer " + token);
  }

  /** The rules, which every role may read. */
  Answer rules(String token) {
    return get("/api/v1/policy", "Authorization", "Bearer " + token);
  }

  /** Destroys an agent, which takes an operator. */
  Answer destroy(String token) {
    return send(
        request("/api/v1/agents/eu-west-1/strands-agent-weather")
            .header("Authorization", "Bearer " + token)
            .DELETE());
  }

  Answer pageLink(String token) {
    return send(
        request("/api/v1/page-links")
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"to\":\"/agents\"}")));
  }

  /** As a browser follows a link. */
  Answer follow(String address) {
    return get(address, "Accept", "text/html");
  }

  Answer get(String path, String header, String value) {
    return send(request(path).header(header, value));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
