package dev.slipway.starter.fuzz;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rolls values, text and JSON, and mutates its input; the same seed rolls the same. */
final class Dice {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "99999999999999999999",
          "NaN",
          "'",
          "\"",
          "\\",
          "%",
          "%00",
          "%2f",
          "..",
          "../..",
          ";",
          "a;b=c",
          "' OR '1'='1",
          "\u0000",
          "\n",
          "\t\r\n",
          "\uD83D\uDEA2",
          "\u202E",
          "ﷺ",
          "<script>",
          "${jndi:x}",
          "{{7*7}}",
          "*",
          "us-east-1",
          "mars-1",
          "lambda",
          "python3.12",
          "arm64",
          "keep",
          "strands-agent-f0",
          "d-0",
          "x".repeat(300));
  private static final List<String> NAMES =
      List.of(
          "code",
          "function_name",
          "deployment_id",
          "region",
          "memory_size",
          "timeout",
          "tags",
          "requirements",
          "api_keys",
          "environment_variables",
          "vpc_config",
          "smoke_test",
          "ttl",
          "reason",
          "patch",
          "payload",
          "prompt",
          "input_data",
          "function_url",
          "to_revision",
          "runtime",
          "spec",
          "on_failure",
          "monthly_requests",
          "subnet_ids",
          "expectation",
          "$ref");

  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True in that many of a hundred rolls. */
  boolean chance(int percent) {
    return below(100) < percent;
  }

  <T> T of(List<T> values) {
    return values.get(below(values.size()));
  }

  byte[] bytes() {
    byte[] bytes = new byte[below(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  String text() {
    if (chance(60)) {
      return of(NASTY);
    }
    StringBuilder text = new StringBuilder();
    for (int left = below(20); left > 0; left--) {
      text.appendCodePoint(chance(90) ? 32 + below(95) : below(0xD000));
    }
    return text.toString();
  }

  JsonNode json(int depth) {
    return switch (depth <= 0 ? below(6) : below(9)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(chance(50));
      case 2 -> JSON.numberNode(random.nextInt());
      case 3 -> JSON.numberNode(random.nextGaussian() * 1e6);
      case 4, 5 -> JSON.stringNode(text());
      case 6 -> array(depth);
      default -> object(depth);
    };
  }

  private ArrayNode array(int depth) {
    ArrayNode array = JSON.arrayNode();
    for (int left = below(5); left > 0; left--) {
      array.add(json(depth - 1));
    }
    return array;
  }

  ObjectNode object(int depth) {
    ObjectNode object = JSON.objectNode();
    for (int left = below(7); left > 0; left--) {
      object.set(chance(70) ? of(NAMES) : text(), json(depth - 1));
    }
    return object;
  }

  /** The same with one to three fields changed, removed or added, at any depth. */
  ObjectNode mutated(ObjectNode valid) {
    ObjectNode copy = valid.deepCopy();
    for (int left = 1 + below(3); left > 0; left--) {
      mutate(copy);
    }
    return copy;
  }

  private void mutate(ObjectNode object) {
    List<String> names = List.copyOf(object.propertyNames());
    if (names.isEmpty() || chance(20)) {
      object.set(chance(70) ? of(NAMES) : text(), json(3));
      return;
    }
    String name = of(names);
    if (object.get(name) instanceof ObjectNode inner && chance(50)) {
      mutate(inner);
    } else if (chance(25)) {
      object.remove(name);
    } else {
      object.set(name, json(3));
    }
  }
}
