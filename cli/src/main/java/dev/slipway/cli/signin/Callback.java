package dev.slipway.cli.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.cli.console.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The address on this machine to which the browser brings the code, for one sign-in. */
final class Callback implements AutoCloseable {
  /**
   * What came back.
   *
   * @param code absent when the person declined
   */
  record Answer(@Nullable String code) {}

  private final HttpServer server;
  private final Pkce pkce;
  private final Console console;
  private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);

  private Callback(HttpServer server, Pkce pkce, Console console) {
    this.server = server;
    this.pkce = pkce;
    this.console = console;
  }

  /** Listens on a free port that only this machine reaches. */
  static Callback listen(Pkce pkce, Console console) {
    try {
      var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      var callback =
          new Callback(HttpServer.create(new InetSocketAddress(loopback, 0), 0), pkce, console);
      callback.server.createContext("/", callback::answer);
      callback.server.start();
      return callback;
    } catch (IOException e) {
      throw new SignInFailed(
          "No port on this machine is free for the browser to come back to (%s). Sign in with --with-token."
              .formatted(e.getMessage()));
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Waits for the browser; empty if it does not come in time. */
  Optional<Answer> await(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(answers.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (!isForUs(exchange)) {
      reply(exchange, 404, "There is nothing here.");
      return;
    }
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    @Nullable String code = query.get("code");
    boolean complete = code != null || query.containsKey("error");
    if (!complete || !pkce.isState(query.getOrDefault("state", ""))) {
      console.err("A browser came back from another sign-in, and was refused.");
      reply(exchange, 400, "This is not the sign-in that was started in the terminal.");
      return;
    }
    reply(exchange, 200, "You can close this window and go back to the terminal.");
    answers.offer(new Answer(code));
  }

  /** Names other than this address are those of pages that want to reach this machine. */
  private boolean isForUs(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("GET")
        && exchange.getRequestURI().getPath().equals("/done")
        && ("127.0.0.1:" + port()).equals(exchange.getRequestHeaders().getFirst("Host"));
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String part : raw.split("&", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          query.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
        }
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    String html =
        """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><title>Slipway</title>
        <p>%s</p>
        </html>
        """
            .formatted(text);
    byte[] page = html.getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/html; charset=utf-8");
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    headers.set("Connection", "close");
    exchange.sendResponseHeaders(status, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
