package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * CloudWatch returns two events at a time, with ids, and at first none: a page may be empty
 * although there are more. Its tokens are good only for the question that they came from. The
 * emulator returns no tokens and no ids.
 */
final class EventPages implements Habit {
  private static final int SIZE = 2;
  private static final String TYPE = "application/x-amz-json-1.1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicInteger followed = new AtomicInteger();

  @Override
  public byte[] answer(HttpMessage request, Cloud behind) throws IOException, InterruptedException {
    if (!request.operation().equals("FilterLogEvents")) {
      return behind.ask(request);
    }
    var question = (ObjectNode) JSON.readTree(request.text());
    JsonNode token = question.remove("nextToken");
    question.remove("limit");
    HttpMessage whole = HttpMessage.answer(behind.ask(request.withText(question.toString())));
    JsonNode events = JSON.readTree(whole.text()).path("events");
    return events.isArray()
        ? page((ArrayNode) events, question.toString(), token == null ? null : token.asText())
        : whole.bytes();
  }

  private byte[] page(ArrayNode events, String question, @Nullable String token) {
    String mark = Integer.toHexString(question.hashCode()) + "-";
    if (token != null && !token.startsWith(mark)) {
      return HttpMessage.answer(
          400,
          TYPE,
          "{\"__type\":\"InvalidParameterException\","
              + "\"message\":\"The specified nextToken is invalid.\"}");
    }
    int first = token == null ? 0 : Integer.parseInt(token.substring(mark.length()));
    int next = token == null ? 0 : Math.min(first + SIZE, events.size());
    ObjectNode page = JSON.createObjectNode();
    ArrayNode shown = page.putArray("events");
    named(events);
    for (int index = first; index < next; index++) {
      shown.add(events.get(index));
    }
    if (next < events.size()) {
      page.put("nextToken", mark + next);
    }
    if (token != null) {
      followed.incrementAndGet();
    }
    return HttpMessage.answer(200, TYPE, page.toString());
  }

  private static void named(ArrayNode events) {
    Map<String, Integer> alike = new HashMap<>();
    for (JsonNode event : events) {
      String moment = event.path("logStreamName").asText() + event.path("timestamp").asText();
      String id = moment + "-" + alike.merge(moment, 1, Integer::sum);
      ((ObjectNode) event).put("eventId", id);
    }
  }

  @Override
  public int times() {
    return followed.get();
  }
}
