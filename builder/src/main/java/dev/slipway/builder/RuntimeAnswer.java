package dev.slipway.builder;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.starter.live.EventChannel;
import dev.slipway.starter.live.InvocationResponse;
import dev.slipway.storage.aws.RuntimeCall;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the answer of an agent on AgentCore as the builder reads it: JSON, or events of text if it
 * comes in pieces, of which the last is named end.
 */
final class RuntimeAnswer implements RuntimeCall.Listener {
  private static final double MILLIS = 1_000;

  /** What ends a line of an event; other line ends are the agent's own characters. */
  private static final String LINE_END = "\r\n|\r|\n";

  private final HttpServletResponse response;
  private final JsonMapper mapper;
  private final EventChannel channel;
  private final long started = System.nanoTime();
  private boolean ended;

  RuntimeAnswer(HttpServletResponse response, JsonMapper mapper) {
    this.response = response;
    this.mapper = mapper;
    this.channel = new EventChannel(response);
  }

  /**
   * An answer that came at once.
   *
   * @param executionTime in seconds
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Invoked(
      boolean success,
      @Nullable JsonNode responseData,
      @Nullable String error,
      double executionTime) {}

  @Override
  public void whole(RuntimeCall.Reply reply) throws IOException {
    long took = Duration.ofNanos(System.nanoTime() - started).toMillis();
    write(InvocationResponse.plain(reply.statusCode(), reply.text(), took));
  }

  void write(InvocationResponse answer) throws IOException {
    ended = true;
    boolean ok = answer.statusCode() == HttpStatus.OK.value();
    var body =
        new Invoked(
            ok,
            ok ? answer.response() : null,
            ok ? null : "HTTP %d: %s".formatted(answer.statusCode(), answer.response()),
            answer.durationMs() / MILLIS);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response
        .getOutputStream()
        .write(mapper.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
  }

  /** Each line of the text is a data line of its own; the builder shows them side by side. */
  @Override
  public void piece(String text) throws IOException {
    String data =
        Arrays.stream(text.split(LINE_END, -1))
            .map(line -> "data: " + line)
            .collect(Collectors.joining("\n"));
    channel.send("event: message\n" + data);
  }

  @Override
  public void failure(String why) throws IOException {
    ended = true;
    channel.send("event: error\ndata: Error: " + why.replaceAll(LINE_END, " "));
  }

  /** The agent's answer is complete. */
  void end() throws IOException {
    if (!ended) {
      channel.send("event: end\ndata: ");
    }
  }
}
