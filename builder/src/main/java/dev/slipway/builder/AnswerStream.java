package dev.slipway.builder;

import dev.slipway.starter.live.EventChannel;
import dev.slipway.starter.live.FunctionUrls;
import dev.slipway.workflows.model.StreamedAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes an agent's answer as the builder reads it: deltas, then done. */
final class AnswerStream implements FunctionUrls.Pieces {
  /** The runtime gives a reason of at most 1,000 characters, each of which may take two here. */
  private static final int LONGEST_END = 2_100;

  private final EventChannel channel;
  private final JsonMapper mapper;
  private final StringBuilder whole = new StringBuilder();

  /** The end of what was said, in which the runtime would say that the agent broke off. */
  private String end = "";

  private int statusCode = HttpStatus.OK.value();
  private boolean plain;

  AnswerStream(HttpServletResponse response, JsonMapper mapper) {
    this.channel = new EventChannel(response);
    this.mapper = mapper;
  }

  @Override
  public void begin(int status, boolean isPlain) throws IOException {
    statusCode = status;
    plain = isPlain;
  }

  @Override
  public void piece(String text) throws IOException {
    if (plain) {
      delta(text);
      String said = end + text;
      end = said.substring(Math.max(0, said.length() - LONGEST_END));
    } else {
      whole.append(text);
    }
  }

  /** The agent's answer is complete. */
  void end() throws IOException {
    if (statusCode != HttpStatus.OK.value()) {
      fail("HTTP %d: %s".formatted(statusCode, whole));
      return;
    }
    if (StreamedAnswer.isBrokenOff(end)) {
      String said = end.strip();
      fail(said.substring(said.lastIndexOf('\n') + 1));
      return;
    }
    if (!plain) {
      delta(spoken(whole.toString()));
    }
    data(mapper.writeValueAsString(Map.of("type", "done")));
    data("[STREAM_COMPLETE]");
  }

  void fail(String sentence) throws IOException {
    data("Error: " + sentence.replaceAll("\\R", " "));
  }

  private void delta(String text) throws IOException {
    data(mapper.writeValueAsString(Map.of("type", "delta", "text", text)));
  }

  /** The text in the envelope of an agent that answers without streaming. */
  private String spoken(String body) {
    try {
      JsonNode words = mapper.readTree(body).path("response");
      return words.isString() ? words.stringValue() : body;
    } catch (JacksonException noJson) {
      return body;
    }
  }

  private void data(String line) throws IOException {
    channel.send("data: " + line);
  }
}
