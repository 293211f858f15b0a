package dev.slipway.starter.page;

import dev.slipway.api.SpecField;
import dev.slipway.api.SpecField.Kind;
import dev.slipway.api.Target;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Turns a form into what the API would have been sent, so that one validator serves both. */
final class Forms {
  static final String KEY_NAME = "key_name";
  static final String KEY_VALUE = "key_value";

  /** One of the approval options, because people choose between these. */
  private static final String PLAN_ONLY = "plan_only";

  /** Marks a form that has the checkboxes: one that is not ticked is not sent at all. */
  static final String FLAGS = "flags";

  static final String SUBNETS = "subnet_ids";
  static final String GROUPS = "security_group_ids";
  static final String SMOKE_PAYLOAD = "smoke_payload";
  static final String SMOKE_EXPECTATION = "smoke_expectation";
  static final String SMOKE_OFF = "smoke_off";

  private static final JsonMapper JSON = JsonMapper.builder().build();
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
    spec(form, body);
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
        copy(form, List.of("account", "region", "monthly_requests", "average_duration_ms"));
    spec(form, body);
    return body;
  }

  static ObjectNode prompt(String text) {
    return JsonNodeFactory.instance.objectNode().put("prompt", text);
  }

  private static void spec(Form form, ObjectNode body) {
    Target target = target(form);
    SpecField.all().stream()
        .filter(field -> field.isOf(target))
        .filter(field -> target == Target.LAMBDA || !field.name().equals("architecture"))
        .forEach(field -> put(body, form, field));
    if (form.has("allow_public")) {
      body.put("allow_public", true);
    }
  }

  /** The form shows the settings of every target; those of another one are not sent. */
  private static Target target(Form form) {
    return form.text("deployment_type").equals(Target.AGENTCORE.wireName())
        ? Target.AGENTCORE
        : Target.LAMBDA;
  }

  private static void put(ObjectNode body, Form form, SpecField field) {
    String name = field.name();
    switch (field.kind()) {
      case FLAG -> {
        if (form.has(FLAGS)) {
          body.put(name, form.has(name));
        }
      }
      case LIST -> {
        if (form.has(name)) {
          body.set(name, lines(form, name));
        }
      }
      case STATEMENTS -> {
        if (form.has(name)) {
          body.set(name, statements(form.text(name)));
        }
      }
      case MAP -> {
        if (form.has(name)) {
          body.set(name, pairs(form, name));
        }
      }
      case OBJECT -> putObject(body, form, name);
      case NUMBER, SECONDS, DURATION, CHOICE, TEXT -> {
        if (!form.text(name).equals(PLAN_ONLY)) {
          put(body, form, name);
        }
      }
    }
  }

  /** What is not JSON stays text, which the reader refuses. */
  private static JsonNode statements(String text) {
    try {
      JsonNode content = JSON.readTree(text);
      return content.has("Statement") ? content.path("Statement") : content;
    } catch (JacksonException notJson) {
      return StringNode.valueOf(text);
    }
  }

  private static void putObject(ObjectNode body, Form form, String name) {
    switch (name) {
      case "vpc_config" -> {
        if (form.has(SUBNETS) || form.has(GROUPS)) {
          ObjectNode vpc = body.putObject(name);
          vpc.set("subnet_ids", lines(form, SUBNETS));
          vpc.set("security_group_ids", lines(form, GROUPS));
        }
      }
      case "smoke_test" -> putSmokeTest(body, form, name);
      default -> throw new IllegalStateException(name + ": not on the form");
    }
  }

  private static void putSmokeTest(ObjectNode body, Form form, String name) {
    if (form.has(SMOKE_OFF)) {
      body.put(name, "off");
      return;
    }
    if (!form.has(SMOKE_PAYLOAD) && !form.has(SMOKE_EXPECTATION)) {
      return;
    }
    ObjectNode smoke = body.putObject(name);
    if (form.has(SMOKE_PAYLOAD)) {
      smoke.set("payload", payload(form.text(SMOKE_PAYLOAD)));
    }
    if (form.has(SMOKE_EXPECTATION)) {
      smoke.put("expectation", Pairs.unquoted(form.text(SMOKE_EXPECTATION)));
    }
  }

  /** JSON is sent as it is; any other text is a prompt, with the line breaks of its author. */
  private static JsonNode payload(String given) {
    String text = given.strip().replace("\r\n", "\n");
    try {
      JsonNode json = JSON.readTree(text);
      return json.isContainer() ? json : StringNode.valueOf(text);
    } catch (JacksonException plainText) {
      return StringNode.valueOf(text);
    }
  }

  /** What {@link #payload} reads as this payload: its prompt alone, if that says it all. */
  static String payloadText(String payload) {
    JsonNode json = JSON.readTree(payload);
    String prompt = json.size() == 1 ? json.path("prompt").asString("") : "";
    return !prompt.isBlank() && payload(prompt).equals(json.path("prompt")) ? prompt : payload;
  }

  private static ObjectNode copy(Form form, List<String> names) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    names.forEach(name -> put(body, form, name));
    return body;
  }

  private static void put(ObjectNode body, Form form, String name) {
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

  private static ArrayNode lines(Form form, String name) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    form.text(name).lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    return lines;
  }

  private static ObjectNode pairs(Form form, String name) {
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
