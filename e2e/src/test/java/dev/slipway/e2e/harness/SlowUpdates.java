package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Lambda has not finished with a version when it is first read. */
final class SlowUpdates implements Habit {
  private static final int UNFINISHED_READS = 2;
  private static final String STATUS = "LastUpdateStatus";
  private static final Pattern READ =
      Pattern.compile("^GET /2015-03-31/functions/[^/?]+(?:/configuration)?[? ]");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Integer> reads = new ConcurrentHashMap<>();
  private final AtomicInteger unfinished = new AtomicInteger();

  @Override
  public byte[] answer(HttpMessage request, Cloud behind) throws IOException, InterruptedException {
    byte[] answer = behind.ask(request);
    return READ.matcher(request.line()).find() ? delayed(answer) : answer;
  }

  private byte[] delayed(byte[] answer) throws IOException {
    HttpMessage read = HttpMessage.answer(answer);
    JsonNode whole = JSON.readTree(read.text());
    JsonNode version = whole.has("Configuration") ? whole.path("Configuration") : whole;
    if (!version.has(STATUS)) {
      return answer;
    }
    String id =
        "%s %s %s"
            .formatted(
                version.path("FunctionName").asText(),
                version.path("Version").asText(),
                version.path("CodeSha256").asText());
    if (reads.merge(id, 1, Integer::sum) > UNFINISHED_READS) {
      return answer;
    }
    unfinished.incrementAndGet();
    ((ObjectNode) version).put(STATUS, "InProgress");
    return read.withText(whole.toString()).bytes();
  }

  @Override
  public int times() {
    return unfinished.get();
  }
}
