package dev.slipway.cli.http;

import dev.slipway.api.SpecField;
import java.util.Map;
import java.util.TreeMap;

/** The server's errors in the words of the command line: options, not fields of the API. */
final class OptionWords {
  private static final Map<String, String> OPTIONS = options();

  private OptionWords() {}

  private static Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    SpecField.all().stream()
        .filter(field -> !field.option().isEmpty())
        .forEach(field -> options.put(field.name(), field.option()));
    options.put("function_name", "--name");
    options.put("stack_name", "--stack");
    options.put("deployment_id", "--id");
    options.put("region", "--region");
    options.put("account", "--account");
    options.put("reason", "--reason");
    options.put("api_keys", "--api-key");
    options.put("vpc_config.subnet_ids", "--subnet");
    options.put("vpc_config.security_group_ids", "--security-group");
    options.put("smoke_test.payload", "--smoke-prompt");
    options.put("smoke_test.expectation", "--smoke-expect");
    options.put("to_revision", "--to");
    options.put("queue_policy", "--queue-policy");
    options.put("not_before", "--not-before");
    options.put("not_after", "--not-after");
    options.put("page_size", "--page-size");
    options.put("page_token", "--page-token");
    return options;
  }

  /** A message about a field, starting with its option if it starts with its name. */
  static String in(String field, String message) {
    if (field.isEmpty() || !message.startsWith(field + ":")) {
      return message;
    }
    String rest = message.substring(field.length());
    String option = OPTIONS.get(field);
    if (option != null) {
      return option + rest;
    }
    int dot = field.indexOf('.');
    String whole = dot < 0 ? null : OPTIONS.get(field.substring(0, dot));
    return whole == null ? message : whole + " " + field.substring(dot + 1) + rest;
  }

  /** A hint, which is for all clients. */
  static String of(String hint) {
    return hint.replace("api_keys", "--api-key");
  }
}
