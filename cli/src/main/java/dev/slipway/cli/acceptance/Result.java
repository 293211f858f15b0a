package dev.slipway.cli.acceptance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import java.time.Duration;

/**
 * One expectation and what was seen.
 *
 * @param onlyOnAws what an emulator cannot show of it; empty if it shows all
 */
public record Result(
    String name, String expected, String seen, boolean met, Duration took, String onlyOnAws) {

  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("name", name)
            .put("met", met)
            .put("expected", expected)
            .put("seen", seen)
            .put("seconds", took.toMillis() / 1000.0);
    return onlyOnAws.isEmpty() ? json : json.put("only_on_aws", onlyOnAws);
  }
}
