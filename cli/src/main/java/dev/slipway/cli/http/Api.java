package dev.slipway.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.HeaderNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Calls the server. HttpURLConnection, because it loads far less than HttpClient. */
public final class Api {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A function runs for at most 15 minutes; its answer takes a little longer. */
  private static final Duration ANSWER = Duration.ofMinutes(16);

  /** Far more than the largest view or audit bundle. */
  private static final int LARGEST_ANSWER_BYTES = 64 << 20;

  private final ServerAddress server;
  private final String user;

  /**
   * Creates the client.
   *
   * @param user the caller, for the record of who did what
   */
  public Api(ServerAddress server, String user) {
    this.server = server;
    this.user = user.replaceAll("[^\\x21-\\x7e]", "_");
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

  public JsonNode delete(Path path) {
    return call("DELETE", path, "");
  }

  /** An answer that arrives in pieces; a longer silence than given counts as a lost connection. */
  public InputStream stream(Path path, Map<String, String> headers, Duration longestSilence) {
    try {
      HttpURLConnection connection = connect(path, longestSilence);
      headers.forEach(connection::setRequestProperty);
      if (connection.getResponseCode() >= 400) {
        throw ApiProblem.of(connection.getResponseCode(), body(connection.getErrorStream()));
      }
      return connection.getInputStream();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private JsonNode call(String method, Path path, String body) {
    try {
      HttpURLConnection connection = connect(path, ANSWER);
      connection.setRequestMethod(method);
      connection.setRequestProperty("Accept", "application/json, application/problem+json");
      if (!body.isEmpty()) {
        send(connection, body);
      }
      int status = connection.getResponseCode();
      if (status >= 400) {
        throw ApiProblem.of(status, body(connection.getErrorStream()));
      }
      return Json.parse(body(connection.getInputStream()))
          .orElseThrow(() -> ApiProblem.notSlipway(server));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private HttpURLConnection connect(Path path, Duration answer) throws IOException {
    var connection = (HttpURLConnection) server.resolve(path.text()).toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) answer.toMillis());
    connection.setRequestProperty("User-Agent", "slipway-cli");
    connection.setRequestProperty(HeaderNames.USER, user);
    return connection;
  }

  private static void send(HttpURLConnection connection, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    // A fixed length also keeps the JDK from silently repeating a POST.
    connection.setFixedLengthStreamingMode(bytes.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(bytes);
    }
  }

  private static String body(InputStream stream) throws IOException {
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
