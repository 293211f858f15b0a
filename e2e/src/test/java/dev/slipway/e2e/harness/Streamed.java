package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An answer that came in events.
 *
 * @param pieces what came before the end; none of an agent that answers as a whole
 * @param end what the last event says
 */
public record Streamed(List<String> pieces, JsonNode end) {
  /** Reads all events. */
  static Streamed of(Stream<String> lines) {
    var pieces = new ArrayList<String>();
    String event = "";
    for (String line : (Iterable<String>) lines::iterator) {
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        JsonNode data = Api.parse(line.substring("data: ".length()));
        if (event.equals("end")) {
          return new Streamed(pieces, data);
        }
        pieces.add(data.isTextual() ? data.textValue() : data.toString());
      }
    }
    throw new AssertionError("a stream without an end, after %s".formatted(pieces));
  }
}
