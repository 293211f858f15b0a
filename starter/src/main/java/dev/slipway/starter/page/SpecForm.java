package dev.slipway.starter.page;

import dev.slipway.api.SpecField;
import dev.slipway.api.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The settings of a form, as a request names them. */
final class SpecForm {
  /** Marks a form that has the checkboxes: one that is not ticked is not sent at all. */
  static final String FLAGS = "flags";

  static final String SUBNETS = "subnet_ids";
  static final String GROUPS = "security_group_ids";
  static final String SMOKE_PAYLOAD = "smoke_payload";
  static final String SMOKE_EXPECTATION = "smoke_expectation";
  static final String SMOKE_OFF = "smoke_off";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SpecForm() {}

  /** Adds the settings that the form has, as a request names them. */
  static void addTo(ObjectNode body, Form form) {
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
          body.set(name, Forms.lines(form, name));
        }
      }
      case STATEMENTS -> {
        if (form.has(name)) {
          body.set(name, statements(form.text(name)));
        }
      }
      case MAP -> {
        if (form.has(name)) {
          body.set(name, Forms.pairs(form, name));
        }
      }
      case OBJECT -> putObject(body, form, name);
      case NUMBER, SECONDS, DURATION, CHOICE, TEXT -> {
        if (!form.text(name).equals(Forms.PLAN_ONLY)) {
          Forms.put(body, form, name);
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
          vpc.set("subnet_ids", Forms.lines(form, SUBNETS));
          vpc.set("security_group_ids", Forms.lines(form, GROUPS));
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
}
