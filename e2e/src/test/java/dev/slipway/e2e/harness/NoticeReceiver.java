package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver of notices on this machine, which refuses them until it is told to accept. */
public final class NoticeReceiver implements AutoCloseable {
  private static final int REFUSED = 503;
  private static final int ACCEPTED = 204;

  private final HttpServer server;
  private final List<JsonNode> refused = new CopyOnWriteArrayList<>();
  private final List<JsonNode> accepted = new CopyOnWriteArrayList<>();
  private volatile boolean accepts;

  public NoticeReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        call -> {
          JsonNode event = new ObjectMapper().readTree(call.getRequestBody());
          boolean now = accepts;
          (now ? accepted : refused).add(event);
          call.sendResponseHeaders(now ? ACCEPTED : REFUSED, -1);
          call.close();
        });
    server.start();
  }

  /** A file that names it, in the given folder. */
  public Path file(Path folder) throws IOException {
    Files.writeString(folder.resolve("receiver.key"), "whsec_" + "QUJD".repeat(8));
    return Files.writeString(
        folder.resolve("receivers.yml"),
        """
        receivers:
          - name: test
            url: http://127.0.0.1:%d/
            secret_file: receiver.key
            allow_private: true
        """
            .formatted(server.getAddress().getPort()));
  }

  public void accept() {
    accepts = true;
  }

  public List<JsonNode> refused() {
    return refused;
  }

  public List<JsonNode> accepted() {
    return accepted;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
