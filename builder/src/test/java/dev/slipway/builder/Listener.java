package dev.slipway.builder;

import dev.slipway.starter.fakes.RunningStarter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Listens at {@code /ws}. */
final class Listener implements WebSocket.Listener, AutoCloseable {
  private final StringBuilder part = new StringBuilder();
  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private @Nullable WebSocket socket;

  private Listener() {}

  public static Listener at(String authority, @Nullable String origin) {
    Listener listener = new Listener();
    var builder =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + RunningStarter.TOKEN);
    if (origin != null) {
      builder.header("Origin", origin);
    }
    listener.socket =
        builder
            .connectTimeout(Duration.ofSeconds(10))
            .buildAsync(URI.create("ws://" + authority + "/ws"), listener)
            .join();
    return listener;
  }

  /** Whether the handshake was refused. */
  public static boolean refused(String authority, String origin) {
    try (Listener admitted = at(authority, origin)) {
      return admitted.socket == null;
    } catch (CompletionException refused) {
      return true;
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      messages.add(RunningStarter.json(part.toString()));
      part.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  public List<JsonNode> of(String deploymentId) {
    return messages.stream()
        .filter(message -> message.path("deployment_id").asString().equals(deploymentId))
        .toList();
  }

  public List<String> steps(String deploymentId) {
    return of(deploymentId).stream().map(message -> message.path("step").asString()).toList();
  }

  public boolean heard(String deploymentId, String step, String status) {
    return of(deploymentId).stream()
        .anyMatch(
            message ->
                message.path("step").asString().equals(step)
                    && message.path("status").asString().equals(status));
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }
}
