package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.http.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads API keys from where they are kept; their values are never shown. */
public final class ApiKeys {
  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z_][A-Za-z0-9_]*)(?:=?@([A-Za-z_][A-Za-z0-9_]*)|=(.*))?", Pattern.DOTALL);

  private final Map<String, String> environment;
  private final Console console;

  public ApiKeys(Map<String, String> environment, Console console) {
    this.environment = environment;
    this.console = console;
  }

  /** The keys by name, from {@code NAME}, {@code NAME=@VARIABLE} or {@code NAME=VALUE}. */
  public ObjectNode read(List<String> options) {
    ObjectNode keys = Json.object();
    for (String option : options) {
      Matcher form = FORM.matcher(option);
      if (!form.matches()) {
        // The input may be a key: it is not repeated.
        throw new UsageError(
            "--api-key: not understood (expected: NAME, NAME=@VARIABLE or NAME=VALUE)");
      }
      keys.put(form.group(1), value(form));
    }
    return keys;
  }

  private String value(Matcher form) {
    String name = form.group(1);
    if (form.group(3) != null) {
      console.err(
          "warning: the value of --api-key %s is visible in process lists and shell history; "
                  .formatted(name)
              + "give only the name to read it from the environment");
      return nonEmpty(name, form.group(3));
    }
    String variable = form.group(2) == null ? name : form.group(2);
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .or(() -> console.askSecret("API key " + name + " (not shown)"))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> missing(name, variable));
  }

  private static String nonEmpty(String name, String value) {
    if (value.isBlank()) {
      throw new UsageError("--api-key %s: the value is empty".formatted(name));
    }
    return value;
  }

  private static UsageError missing(String name, String variable) {
    return new UsageError(
        "--api-key %s: the environment variable %s is not set (set it, or use %s=@OTHER_VARIABLE)"
            .formatted(name, variable, name));
  }
}
