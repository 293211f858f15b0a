package dev.slipway.starter.page;

import dev.slipway.api.SpecField;
import dev.slipway.starter.problems.FieldError;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Errors in the words of the form: what its labels say, not what the API calls it. */
@Component("formWords")
public final class FormWords {
  private static final Map<String, String> LABELS = labels();

  private static Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    SpecField.all().forEach(field -> labels.put(field.name(), field.label()));
    labels.put("function_name", "Function name");
    labels.put("api_keys", "API keys");
    labels.put("code", "Agent code");
    labels.put("source", "Folder");
    labels.put("region", "Region");
    labels.put("account", "Account");
    labels.put("reason", "Reason");
    labels.put("ttl", "Expires after");
    labels.put("not_before", "Not before");
    labels.put("not_after", "Not after");
    labels.put("vpc_config", "VPC");
    return labels;
  }

  /** The error's sentence. */
  public String message(FieldError error) {
    String message = error.message();
    String field = error.field();
    if (field == null || !message.startsWith(field + ":")) {
      return message;
    }
    String rest = message.substring(field.length());
    int dot = field.indexOf('.');
    String label = LABELS.get(dot < 0 ? field : field.substring(0, dot));
    if (label == null) {
      return message;
    }
    return label + (dot < 0 ? "" : ", " + field.substring(dot + 1).replace('_', ' ')) + rest;
  }

  /** Its hint; empty if it has none. */
  public String hint(FieldError error) {
    return said(error.hint());
  }

  /** A hint of the check, which the API's names got into. */
  public String said(@Nullable String hint) {
    return hint == null ? "" : hint.replace("api_keys", "“API keys”");
  }
}
