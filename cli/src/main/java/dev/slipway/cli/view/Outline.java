package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;

/** Any JSON as an indented outline, for answers whose fields grow. */
public final class Outline {
  private final Console console;

  public Outline(Console console) {
    this.console = console;
  }

  public void print(JsonNode tree) {
    print("", tree);
  }

  private void print(String margin, JsonNode tree) {
    if (tree.isObject()) {
      tree.properties().forEach(field -> field(margin, field.getKey(), field.getValue()));
    } else {
      tree.forEach(item -> item(margin, item));
    }
  }

  private void field(String margin, String name, JsonNode value) {
    String label = margin + name.replace('_', ' ') + ":";
    if (value.isContainerNode() && !value.isEmpty()) {
      console.out(label);
      print(margin + "  ", value);
    } else {
      console.out(label + " " + scalar(value));
    }
  }

  private void item(String margin, JsonNode item) {
    console.out(margin + "- " + (item.isContainerNode() ? oneLine(item) : scalar(item)));
  }

  private static String scalar(JsonNode value) {
    return value.isContainerNode() || value.isNull() ? "none" : value.asText();
  }

  /** The fields of an object side by side. */
  private static String oneLine(JsonNode item) {
    if (!item.isObject()) {
      return item.toString();
    }
    var line = new StringBuilder();
    item.properties()
        .forEach(
            field ->
                line.append(line.isEmpty() ? "" : ", ")
                    .append(field.getKey().replace('_', ' '))
                    .append(' ')
                    .append(
                        field.getValue().isContainerNode()
                            ? field.getValue().toString()
                            : scalar(field.getValue())));
    return line.toString();
  }
}
