package dev.slipway.cli.acceptance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The results, and where and when they were seen. */
public record Report(
    String server, String aws, String region, Instant begun, Duration took, List<Result> results) {
  public Report {
    results = List.copyOf(results);
  }

  /** Whether an emulator stood in for AWS: the server names its address. */
  public boolean isEmulated() {
    return aws.contains("http://") || aws.contains("emulat");
  }

  public long failed() {
    return results.stream().filter(result -> !result.met()).count();
  }

  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("server", server)
            .put("aws", aws)
            .put("region", region)
            .put("begun_at", begun.toString())
            .put("seconds", took.toSeconds())
            .put("met", results.size() - failed())
            .put("failed", failed());
    ArrayNode list = json.putArray("expectations");
    results.forEach(result -> list.add(result.json()));
    return json;
  }
}
