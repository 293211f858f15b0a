package dev.slipway.builder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** AgentCore's data plane on this machine: it answers as the payload says, and remembers calls. */
final class StubRuntime implements AutoCloseable {
  private static final String SESSION = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";

  private final HttpServer server;
  private final List<Call> heard = new CopyOnWriteArrayList<>();

  /** A call, with the address as it was sent. */
  record Call(String address, String session, String payload) {}

  StubRuntime() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Call> heard() {
    return List.copyOf(heard);
  }

  private void answer(HttpExchange call) throws IOException {
    String payload = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    heard.add(
        new Call(
            call.getRequestURI().toString(),
            String.valueOf(call.getRequestHeaders().getFirst(SESSION)),
            payload));
    if (payload.contains("in pieces")) {
      send(call, 200, "text/event-stream", events("\"Fair \"", "\"wind,\\nahoi ⛵\""));
    } else if (payload.contains("breaks off")) {
      send(
          call,
          200,
          "text/event-stream",
          events("\"Fair \"", "{\"success\":false,\"error\":\"no model\"}"));
    } else if (payload.contains("badly")) {
      call.getResponseHeaders().set("X-Amzn-ErrorType", "RuntimeClientError");
      send(call, 424, "application/json", "{\"message\":\"Received error (500): no model\"}");
    } else {
      send(call, 200, "application/json", "{\"success\":true,\"response\":\"Fair wind.\"}");
    }
  }

  private static String events(String... data) {
    return "data: " + String.join("\n\ndata: ", data) + "\n\n";
  }

  private static void send(HttpExchange call, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", type);
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
