package dev.slipway.e2e.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers a call in events: some words at once, and the end only when it is told to. */
public final class SlowAnswer implements AutoCloseable {
  private static final String END =
      "event: end\ndata: {\"status_code\":200,\"response\":null,\"duration_ms\":1,\"log_tail\":[]}\n\n";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch complete = new CountDownLatch(1);
  private final List<String> words;

  private SlowAnswer(HttpServer server, List<String> words) {
    this.server = server;
    this.words = words;
  }

  public static SlowAnswer start(String... words) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SlowAnswer answer = new SlowAnswer(server, List.of(words));
    server.setExecutor(answer.threads);
    server.createContext("/", answer::write);
    server.start();
    return answer;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
  }

  /** The answer ends. */
  public void complete() {
    complete.countDown();
  }

  private void write(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      for (String word : words) {
        send(body, "event: piece\ndata: \"%s\"\n\n".formatted(word));
      }
      complete.await();
      send(body, END);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(OutputStream body, String event) throws IOException {
    body.write(event.getBytes(StandardCharsets.UTF_8));
    body.flush();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
