package dev.slipway.storage.aws;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An endpoint that answers as a test says; for what the emulator never answers. */
public final class ScriptedAws implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> seen = new CopyOnWriteArrayList<>();

  /**
   * A request.
   *
   * @param key the access key that signed it
   * @param scope the region it is signed for
   */
  public record Request(String method, String path, String key, String scope) {}

  /**
   * An answer with a body, as XML unless a test asks for an object.
   *
   * @param whole whether the connection stays until all of it is sent
   */
  public record Reply(int status, String body, boolean whole) {
    public Reply(int status, String body) {
      this(status, body, true);
    }
  }

  public ScriptedAws(Function<Request, Reply> script) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          String signed = exchange.getRequestHeaders().getFirst("Authorization");
          var request =
              new Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getPath(),
                  signed.replaceFirst(".*Credential=([^/]+)/.*", "$1"),
                  signed.replaceFirst(".*Credential=[^/]+/[^/]+/([^/]+)/.*", "$1"));
          exchange.getRequestBody().readAllBytes();
          seen.add(request);
          var reply = script.apply(request);
          byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
          boolean silent = request.method().equals("HEAD") || body.length == 0;
          int missing = reply.whole() ? 0 : 1;
          exchange.sendResponseHeaders(reply.status(), silent ? -1 : body.length + missing);
          if (!silent) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  /** Clients that ask here. */
  public AwsClients clients(BucketNames buckets) {
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new AwsClients(
        AwsSettings.at(address).withBuckets(buckets),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")));
  }

  public List<Request> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
