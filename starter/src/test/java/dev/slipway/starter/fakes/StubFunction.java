package dev.slipway.starter.fakes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A function URL on this machine: it streams where the payload says so, and records what it
 * received.
 */
public final class StubFunction implements AutoCloseable {
  /** As long as the runtime lets a reason be, of characters that take two in Java. */
  public static final String LONGEST_REASON = "🚢".repeat(1_000);

  private final HttpServer server;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> signatures = new CopyOnWriteArrayList<>();

  public StubFunction() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** The URL, as the emulator would name it. */
  public String url() {
    return "http://abc.lambda-url.us-east-1.localhost:%d/".formatted(server.getAddress().getPort());
  }

  public List<String> heard() {
    return List.copyOf(heard);
  }

  public List<String> signatures() {
    return List.copyOf(signatures);
  }

  private void answer(HttpExchange call) throws IOException {
    String payload = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    heard.add(payload);
    signatures.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
    if (payload.contains("in pieces")) {
      stream(call, "Fair ", "wind, ", "ahoi ⛵");
    } else if (payload.contains("breaking off")) {
      stream(
          call,
          "Fair ",
          "\n[slipway: the agent stopped before it was done: ",
          LONGEST_REASON + "]\n");
    } else if (payload.contains("badly")) {
      send(call, 500, "{\"success\":false,\"error\":\"no model\"}");
    } else {
      send(call, 200, "{\"success\":true,\"response\":\"Fair wind.\",\"request_id\":\"r-1\"}");
    }
  }

  private static void send(HttpExchange call, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  private static void stream(HttpExchange call, String... pieces) throws IOException {
    call.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    call.sendResponseHeaders(200, 0);
    for (String piece : pieces) {
      call.getResponseBody().write(piece.getBytes(StandardCharsets.UTF_8));
      call.getResponseBody().flush();
    }
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
