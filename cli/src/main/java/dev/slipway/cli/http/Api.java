package dev.slipway.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.project.Project;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the server. HttpURLConnection, because it loads far less than HttpClient. */
public final class Api {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A function runs for at most 15 minutes; its answer takes a little longer. */
  private static final Duration ANSWER = Duration.ofMinutes(16);

  /** Far more than the largest view or audit bundle. */
  private static final int LARGEST_ANSWER_BYTES = 64 << 20;

  static {
    // The JDK would silently repeat a POST whose connection was lost.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final ServerAddress server;
  private final @Nullable Token token;

  /**
   * Creates the client.
   *
   * @param token sent with each request; none when null
   * @throws IllegalArgumentException if the token could be read on its way to the server
   */
  public Api(ServerAddress server, @Nullable Token token) {
    if (token != null) {
      server.requireSafeForTokens();
    }
    this.server = server;
    this.token = token;
  }

  public JsonNode get(Path path) {
    return call("GET", path, "");
  }

  /** The server's health. An unhealthy one answers with 503 and still reports what is missing. */
  public JsonNode health() {
    try {
      return get(Path.of("health"));
    } catch (ApiProblem e) {
      if (e.body().has("temporal")) {
        return e.body();
      }
      throw e;
    }
  }

  public JsonNode post(Path path, JsonNode body) {
    return call("POST", path, Json.compact(body));
  }

  /** The same with a folder beside the request, if there is one. */
  public JsonNode post(Path path, JsonNode body, Optional<Project> folder) {
    return folder
        .map(project -> call("POST", path, FormBody.of(Json.compact(body), project)))
        .orElseGet(() -> post(path, body));
  }

  public JsonNode delete(Path path) {
    return call("DELETE", path, "");
  }

  /** An answer that arrives in pieces; a longer silence than given counts as a lost connection. */
  public InputStream stream(Path path, Map<String, String> headers, Duration longestSilence) {
    try {
      HttpURLConnection connection = connect(path, longestSilence);
      headers.forEach(connection::setRequestProperty);
      requireSuccess(connection);
      return connection.getInputStream();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** An answer to a request that arrives in pieces. */
  public InputStream stream(Path path, JsonNode body) {
    try {
      HttpURLConnection connection = connect(path, ANSWER);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Accept", "text/event-stream, application/problem+json");
      send(connection, FormBody.json(Json.compact(body)));
      requireSuccess(connection);
      return connection.getInputStream();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private JsonNode call(String method, Path path, String body) {
    return call(method, path, FormBody.json(body));
  }

  private JsonNode call(String method, Path path, FormBody body) {
    try {
      HttpURLConnection connection = connect(path, ANSWER);
      connection.setRequestMethod(method);
      connection.setRequestProperty("Accept", "application/json, application/problem+json");
      if (!body.isEmpty()) {
        send(connection, body);
      }
      requireSuccess(connection);
      if (connection.getResponseCode() == HttpURLConnection.HTTP_NO_CONTENT) {
        return Json.object();
      }
      return Json.parse(body(connection.getInputStream()))
          .orElseThrow(() -> ApiProblem.notSlipway(server));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private void requireSuccess(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status >= 400) {
      String answer = body(connection.getErrorStream());
      throw ApiProblem.of(status, token == null ? answer : token.removedFrom(answer));
    }
    if (status >= 300) {
      throw ApiProblem.redirect(server, status, connection.getHeaderField("Location"));
    }
  }

  private HttpURLConnection connect(Path path, Duration answer) throws IOException {
    var connection = (HttpURLConnection) server.resolve(path.text()).toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) answer.toMillis());
    connection.setRequestProperty("User-Agent", "slipway-cli");
    // Wherever a redirect leads, the token must not go there.
    connection.setInstanceFollowRedirects(false);
    if (token != null) {
      connection.setRequestProperty("Authorization", "Bearer " + token.value());
    }
    return connection;
  }

  private static void send(HttpURLConnection connection, FormBody body) throws IOException {
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", body.type());
    // Not streamed: a 401 would then lose its body, which says what was wrong.
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.bytes());
    }
  }

  private static String body(@Nullable InputStream stream) throws IOException {
    if (stream == null) {
      return "";
    }
    try (stream) {
      return new String(stream.readNBytes(LARGEST_ANSWER_BYTES), StandardCharsets.UTF_8);
    }
  }

  /** The exception for a failed connection, with a readable message. */
  public ServerUnreachable unreachable(IOException cause) {
    String reason =
        switch (cause) {
          case SocketTimeoutException _ -> "it took too long";
          case java.net.UnknownHostException _ -> "there is no such host";
          default -> cause.getMessage() == null ? "connection lost" : cause.getMessage();
        };
    return new ServerUnreachable(server, reason.strip().replaceAll("\\.$", ""));
  }
}
