package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The REST API, as used by a caller without any library of ours. */
public final class Api {
  /** Longer than any deployment in these tests. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI base;
  private final String token;

  public Api(URI base) {
    this(base, Ground.TOKEN);
  }

  private Api(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** The same for whoever has that token. */
  public Api as(String other) {
    return new Api(base, other);
  }

  /** An answer: its status and its JSON body. */
  public record Answer(int status, JsonNode body) {}

  public boolean isHealthy() {
    try {
      return get("/health").status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  /** The text at any address of the server, such as a page's. */
  public String text(String address) {
    var request =
        HttpRequest.newBuilder(base.resolve(address))
            .timeout(Duration.ofSeconds(90))
            .header("Authorization", "Bearer " + token)
            .GET();
    return text(request).body();
  }

  public Answer post(String path, Object body) {
    return send(request(path).POST(BodyPublishers.ofString(json(body))));
  }

  public Answer postRaw(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  /** A call of any address of the server, such as those of the visual builder. */
  public Answer send(String method, String address, Object body) {
    return send(
        HttpRequest.newBuilder(base.resolve(address))
            .timeout(LONGEST)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(json(body))));
  }

  /** A form with the request and a folder's zip, as any HTTP client sends it. */
  public Answer postFolder(String path, Object request, byte[] zip) {
    var form = new ByteArrayOutputStream();
    part(form, "request", json(request).getBytes(StandardCharsets.UTF_8));
    part(form, "source", zip);
    form.writeBytes("--folder--\r\n".getBytes(StandardCharsets.UTF_8));
    return send(
        request(path)
            .setHeader("Content-Type", "multipart/form-data; boundary=folder")
            .POST(BodyPublishers.ofByteArray(form.toByteArray())));
  }

  private static void part(ByteArrayOutputStream form, String name, byte[] content) {
    form.writeBytes(
        "--folder\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n"
            .formatted(name, name)
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /** An address that signs a browser in once. */
  String pageLink() {
    return post("/page-links", Map.of()).body().path("url").asText();
  }

  /** Requests a deployment and returns its id. */
  public String deploy(String name, String code, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("function_name", name);
    body.put("code", code);
    body.putIfAbsent("runtime", Emulated.RUNTIME);
    Answer answer = post("/deployments", body);
    if (answer.status() != 202) {
      throw new AssertionError("deploy: got %s (expected: 202)".formatted(answer));
    }
    return answer.body().get("deployment_id").asText();
  }

  /** Waits for the end of a deployment and returns its view. */
  public JsonNode awaitEnd(String id) {
    return awaitStatus(id, Set.of("succeeded", "failed", "canceled"));
  }

  public JsonNode awaitStatus(String id, Set<String> statuses) {
    JsonNode[] last = new JsonNode[1];
    Waiting.until(
        id + " to be " + statuses,
        LONGEST,
        () -> {
          try {
            last[0] = view(id);
          } catch (UncheckedIOException serverIsAway) {
            return false;
          }
          return statuses.contains(last[0].path("status").asText());
        });
    return last[0];
  }

  public JsonNode view(String id) {
    return get("/deployments/" + id).body();
  }

  public Answer invoke(String stack, Map<String, ?> body) {
    return post("/agents/us-east-1/" + stack + "/invoke", body);
  }

  /** The lines of an answer in events, as they come. */
  public Stream<String> events(String path, Object body) {
    var request =
        request(path)
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofString(json(body)))
            .build();
    try {
      return http.send(request, BodyHandlers.ofLines()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The whole of such an answer by an agent. */
  public Streamed stream(String stack, Map<String, ?> body) {
    try (var lines = events("/agents/us-east-1/" + stack + "/invoke", body)) {
      return Streamed.of(lines);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve("/api/v1" + path))
        .timeout(Duration.ofSeconds(90))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  /** The lines of an answer in NDJSON. */
  public List<JsonNode> lines(String path) {
    var response = text(request(path).GET());
    if (response.statusCode() != 200) {
      throw new AssertionError("%s: got %s (expected: 200)".formatted(path, response.body()));
    }
    return response.body().lines().map(Api::parse).toList();
  }

  private Answer send(HttpRequest.Builder request) {
    var response = text(request);
    String body = response.body();
    return new Answer(response.statusCode(), body.isBlank() ? JSON.nullNode() : parse(body));
  }

  private HttpResponse<String> text(HttpRequest.Builder request) {
    try {
      // The request's own timeout ends with the headers; a stream must end as well.
      return http.sendAsync(request.build(), BodyHandlers.ofString())
          .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new UncheckedIOException(new IOException(e.getCause()));
    } catch (TimeoutException e) {
      throw new AssertionError("no complete answer within " + LONGEST, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (com.fasterxml.jackson.core.JsonParseException notJson) {
      return JSON.getNodeFactory().textNode(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
