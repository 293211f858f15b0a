package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.console.SilenceBreaker;
import dev.slipway.cli.http.EventReader;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Prints what an agent says while it says it. */
public final class StreamedAnswer {
  private final Console console;
  private final boolean json;
  private boolean spoken;

  /**
   * For one answer.
   *
   * @param json whether each event is a line of JSON
   */
  public StreamedAnswer(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Prints the pieces and returns the end, which is missing if the stream was cut. */
  public JsonNode print(EventReader events) throws IOException {
    for (var event = next(events); event.isPresent(); event = next(events)) {
      if (event.get().type().equals("end")) {
        finish();
        return event.get().data();
      }
      if (event.get().type().equals("piece")) {
        piece(event.get().data());
      }
    }
    finish();
    return MissingNode.getInstance();
  }

  private Optional<ServerEvent> next(EventReader events) throws IOException {
    if (spoken) {
      return events.next();
    }
    try {
      return SilenceBreaker.during(console, "the agent is working", () -> read(events));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Optional<ServerEvent> read(EventReader events) {
    try {
      return events.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void piece(JsonNode data) {
    if (json) {
      console.print(SafeText.json(Json.compact(Json.object().set("piece", data))));
      return;
    }
    spoken = true;
    // A program reads this, and gets exactly what the agent said.
    console.draw(console.isTerminal() ? SafeText.of(data.asText()) : data.asText());
  }

  private void finish() {
    if (spoken) {
      console.draw("\n");
    }
  }
}
