package dev.slipway.starter.live;

import dev.slipway.storage.aws.RuntimeCall;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sends an agent's answer as server-sent events: {@code piece}, as often as one comes, then {@code
 * end}, which is what a caller without events gets. Its response is what no piece held: the answer
 * that came whole, why one broke off, or nothing.
 */
final class AnswerEvents implements RuntimeCall.Listener {
  private static final String TYPE = "text/event-stream";

  private final JsonMapper mapper;
  private final EventChannel channel;
  private final long started = System.nanoTime();
  private boolean ended;

  AnswerEvents(JsonMapper mapper, HttpServletResponse response) {
    this.mapper = mapper;
    this.channel = new EventChannel(response);
  }

  /** Whether the caller takes events. */
  static boolean suit(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Accept")).stream()
        .anyMatch(types -> types.contains(TYPE));
  }

  @Override
  public void whole(RuntimeCall.Reply reply) throws IOException {
    end(InvocationResponse.plain(reply.statusCode(), reply.text(), elapsed()));
  }

  @Override
  public void piece(String text) throws IOException {
    send("piece", text);
  }

  @Override
  public void failure(String why) throws IOException {
    end(InvocationResponse.plain(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, why, elapsed()));
  }

  /** After the last piece, if nothing else has ended it. */
  void end() throws IOException {
    if (!ended) {
      end(
          new InvocationResponse(
              HttpServletResponse.SC_OK,
              JsonNodeFactory.instance.nullNode(),
              elapsed(),
              List.of()));
    }
  }

  void end(InvocationResponse answer) throws IOException {
    ended = true;
    send("end", answer);
  }

  /** The first one begins the response, so that an earlier failure still has its own status. */
  private void send(String event, Object data) throws IOException {
    channel.send("event: %s\ndata: %s".formatted(event, mapper.writeValueAsString(data)));
  }

  private long elapsed() {
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }
}
