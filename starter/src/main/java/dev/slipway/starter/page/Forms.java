package dev.slipway.starter.page;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes of a form what the API would have been sent, so that one validator serves both. */
final class Forms {
  private static final List<String> NUMBERS = List.of("memory_size", "timeout");

  private Forms() {}

  static ObjectNode reason(Map<String, String> form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    put(body, form, "reason");
    return body;
  }

  static ObjectNode retry(Map<String, String> form) {
    ObjectNode body = reason(form);
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    List.of("memory_size", "timeout", "code").forEach(name -> put(patch, form, name));
    if (!patch.isEmpty()) {
      body.set("patch", patch);
    }
    return body;
  }

  static ObjectNode deployment(Map<String, String> form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (String name :
        List.of(
            "function_name",
            "code",
            "region",
            "memory_size",
            "timeout",
            "runtime",
            "architecture",
            "on_failure",
            "approval",
            "ttl",
            "reason")) {
      put(body, form, name);
    }
    return body;
  }

  static ObjectNode prompt(String text) {
    return JsonNodeFactory.instance.objectNode().put("prompt", text);
  }

  private static void put(ObjectNode body, Map<String, String> form, String name) {
    String value = form.getOrDefault(name, "");
    if (value.isBlank()) {
      return;
    }
    if (NUMBERS.contains(name) && value.strip().matches("\\d{1,9}")) {
      body.put(name, Integer.parseInt(value.strip()));
    } else {
      body.put(name, value);
    }
  }
}
