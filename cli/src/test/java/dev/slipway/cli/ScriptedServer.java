package dev.slipway.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server with scripted answers; the last answer of a path is repeated. */
public final class ScriptedServer implements AutoCloseable {
  /** A request as received. */
  public record Request(
      String line, String body, String lastEventId, Map<String, List<String>> headers) {
    /** What the request says about who calls; empty when it says nothing. */
    public String authorization() {
      return String.join(",", headers.getOrDefault("Authorization", List.of()));
    }
  }

  private record Answer(int status, String type, String body, boolean brokenOff) {}

  private static final String REDIRECT = "redirect";
  private static final String BYTES = "application/octet-stream";

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  public ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Adds an answer for a request such as {@code GET /deployments/d-1}. */
  public ScriptedServer on(String request, int status, String json) {
    return add(request, new Answer(status, "application/json", json, false));
  }

  /** Adds an answer that is no text. */
  public ScriptedServer onBytes(String request, byte[] bytes) {
    String body = new String(bytes, StandardCharsets.ISO_8859_1);
    return add(request, new Answer(200, BYTES, body, false));
  }

  /** Adds a stream of server-sent events that ends after them. */
  public ScriptedServer onEvents(String request, String... events) {
    return add(request, new Answer(200, "text/event-stream", String.join("", events), false));
  }

  /** Adds an answer whose connection breaks in the middle. */
  public ScriptedServer onBrokenOff(String request, String text) {
    return add(request, new Answer(200, "text/event-stream", text, true));
  }

  /** Adds an answer that leads elsewhere. */
  public ScriptedServer onRedirect(String request, int status, String location) {
    return add(request, new Answer(status, REDIRECT, location, false));
  }

  public static String event(int id, String type, String data) {
    return "event: %s\nid: %d\ndata: %s\n\n".formatted(type, id, data);
  }

  private ScriptedServer add(String request, Answer answer) {
    answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(answer);
    return this;
  }

  public List<Request> requests() {
    return requests;
  }

  public List<String> requestLines() {
    return requests.stream().map(Request::line).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString().replaceFirst("^/api/v1", "");
    String line = exchange.getRequestMethod() + " " + path;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String lastId = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    requests.add(
        new Request(
            line,
            body,
            Objects.requireNonNullElse(lastId, ""),
            Map.copyOf(exchange.getRequestHeaders())));
    Answer answer = next(line);
    if (answer.type().equals(REDIRECT)) {
      exchange.getResponseHeaders().set("Location", answer.body());
      exchange.sendResponseHeaders(answer.status(), -1);
      exchange.close();
      return;
    }
    byte[] bytes =
        answer
            .body()
            .getBytes(
                answer.type().equals(BYTES) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    // 0 means chunked: a connection closed before the last chunk counts as broken.
    long length = answer.brokenOff() ? 0 : bytes.length == 0 ? -1 : bytes.length;
    exchange.sendResponseHeaders(answer.status(), length);
    exchange.getResponseBody().write(bytes);
    exchange.getResponseBody().flush();
    if (answer.brokenOff()) {
      throw new IOException("broken off, as scripted");
    }
    exchange.close();
  }

  private synchronized Answer next(String line) {
    Deque<Answer> left = answers.getOrDefault(line, new ArrayDeque<>());
    if (left.isEmpty()) {
      return new Answer(
          404, "application/problem+json", "{\"title\":\"Not scripted: " + line + "\"}", false);
    }
    return left.size() > 1 ? left.removeFirst() : left.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
