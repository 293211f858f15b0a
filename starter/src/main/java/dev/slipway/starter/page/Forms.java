package dev.slipway.starter.page;

import dev.slipway.api.SpecField;
import dev.slipway.api.SpecField.Kind;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns a form into what the API would have been sent, so that one validator serves both. */
final class Forms {
  static final String KEY_NAME = "key_name";
  static final String KEY_VALUE = "key_value";

  /** One of the approval options, because people choose between these. */
  static final String PLAN_ONLY = "plan_only";

  private static final Set<String> NUMBERS = numbers();
  private static final List<String> PLACE =
      List.of("function_name", "code", "file_name", "account", "region", "stack_name");
  private static final List<String> SHAPE =
      List.of("memory_size", "timeout", "runtime", "architecture");

  private Forms() {}

  private static Set<String> numbers() {
    var numbers = new HashSet<>(Set.of("to_revision", "monthly_requests", "average_duration_ms"));
    for (SpecField field : SpecField.all()) {
      if (field.kind() == Kind.NUMBER || field.kind() == Kind.SECONDS) {
        numbers.add(field.name());
      }
    }
    return numbers;
  }

  static ObjectNode decision(Form form) {
    return copy(form, List.of("reason"));
  }

  static ObjectNode approval(Form form) {
    return copy(form, List.of("reason", "change_set_id"));
  }

  static ObjectNode ttl(Form form) {
    return copy(form, List.of("ttl", "reason"));
  }

  static ObjectNode drift(Form form) {
    return copy(form, List.of("every"));
  }

  static ObjectNode rollback(Form form) {
    return copy(form, List.of("to_revision", "reason"));
  }

  static ObjectNode retry(Form form) {
    ObjectNode body = decision(form);
    ObjectNode patch = copy(form, SHAPE);
    put(patch, form, "code");
    if (patch.has("code")) {
      put(patch, form, "file_name");
    }
    if (form.has("patch")) {
      patch.set("requirements", lines(form, "requirements"));
      patch.set("environment_variables", pairs(form, "environment_variables"));
    }
    List<String> skipped = form.all("skip_resources");
    if (!skipped.isEmpty()) {
      ArrayNode ids = patch.putArray("skip_resources");
      skipped.forEach(ids::add);
    }
    if (!patch.isEmpty()) {
      body.set("patch", patch);
    }
    return body;
  }

  static ObjectNode deployment(Form form) {
    ObjectNode body = copy(form, PLACE);
    SpecForm.addTo(body, form);
    put(body, form, "reason");
    if (form.text("approval").equals(PLAN_ONLY)) {
      body.put("plan_only", true);
    }
    put(body, form, "queue_policy");
    moment(body, form, "not_before");
    moment(body, form, "not_after");
    ObjectNode keys = keys(form);
    if (!keys.isEmpty()) {
      body.set("api_keys", keys);
    }
    return body;
  }

  /** What a check needs of a deployment. */
  static ObjectNode check(Form form) {
    ObjectNode body = copy(form, List.of("code", "runtime", "account", "region", "entry"));
    body.set("requirements", lines(form, "requirements"));
    return body;
  }

  /** Like a deployment, without what costs nothing, and with its expected usage. */
  static ObjectNode estimate(Form form) {
    ObjectNode body =
        copy(
            form,
            List.of("account", "region", "stack_name", "monthly_requests", "average_duration_ms"));
    SpecForm.addTo(body, form);
    return body;
  }

  private static ObjectNode copy(Form form, List<String> names) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    names.forEach(name -> put(body, form, name));
    return body;
  }

  static void put(ObjectNode body, Form form, String name) {
    String value = form.text(name);
    if (value.isBlank()) {
      return;
    }
    if (NUMBERS.contains(name) && value.strip().matches("\\d{1,9}")) {
      body.put(name, Integer.parseInt(value.strip()));
    } else {
      body.put(name, name.equals("code") ? KeptCode.lineFeeds(value) : value.strip());
    }
  }

  /** The form asks for minutes, in UTC. */
  private static void moment(ObjectNode body, Form form, String name) {
    String value = form.text(name).strip();
    if (!value.isEmpty()) {
      body.put(name, value.matches(".*T\\d\\d:\\d\\d") ? value + ":00Z" : value);
    }
  }

  static ArrayNode lines(Form form, String name) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    form.text(name).lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    return lines;
  }

  static ObjectNode pairs(Form form, String name) {
    ObjectNode pairs = JsonNodeFactory.instance.objectNode();
    List<FieldError> errors = new ArrayList<>();
    for (String line : form.text(name).lines().filter(line -> !line.isBlank()).toList()) {
      var pair = Pairs.parse(line);
      if (pair.getKey().isEmpty()) {
        errors.add(
            FieldError.about(
                name,
                "invalid_value",
                "%s: a line without '=' (expected: NAME=value)".formatted(name),
                null));
      } else {
        pairs.put(pair.getKey(), pair.getValue());
      }
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return pairs;
  }

  private static ObjectNode keys(Form form) {
    ObjectNode keys = JsonNodeFactory.instance.objectNode();
    List<String> names = form.all(KEY_NAME);
    List<String> values = form.all(KEY_VALUE);
    for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
      if (!names.get(i).isBlank()) {
        keys.put(names.get(i).strip(), values.get(i));
      }
    }
    return keys;
  }
}
