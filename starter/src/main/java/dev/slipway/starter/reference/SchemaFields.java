package dev.slipway.starter.reference;

import dev.slipway.starter.reference.Call.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads the specification's schemas as rows, one for each value that a body may have. */
final class SchemaFields {
  private static final String REFERENCE = "$ref";

  private final JsonNode schemas;

  SchemaFields(JsonNode schemas) {
    this.schemas = schemas;
  }

  Field parameter(JsonNode parameter) {
    JsonNode schema = parameter.path("schema");
    return new Field(
        parameter.path("name").asString(),
        parameter.path("in").asString(),
        type(schema),
        parameter.path("required").asBoolean(false),
        parameter.path("description").asString(schema.path("description").asString("")),
        choices(schema));
  }

  List<Field> of(JsonNode schema) {
    var found = new ArrayList<Field>();
    inside("", schema, Set.of(), found);
    return found;
  }

  /** Adds what is inside a value; a schema within itself is not entered again. */
  private void inside(String path, JsonNode schema, Set<String> entered, List<Field> found) {
    if (schema.has(REFERENCE)) {
      String name = name(schema);
      if (!entered.contains(name)) {
        Set<String> deeper =
            Stream.concat(entered.stream(), Stream.of(name)).collect(Collectors.toSet());
        inside(path, schemas.path(name), deeper, found);
      }
      return;
    }
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      schema.path(choice).forEach(one -> inside(path, one, entered, found));
    }
    if (schema.has("items")) {
      inside(path + "[]", schema.path("items"), entered, found);
    }
    if (schema.path("additionalProperties").isObject()) {
      inside(child(path, "{name}"), schema.path("additionalProperties"), entered, found);
    }
    Set<String> required =
        schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    schema
        .path("properties")
        .propertyStream()
        .forEach(
            property -> {
              String name = child(path, property.getKey());
              Field field = field(name, property.getValue(), required.contains(property.getKey()));
              if (found.stream().noneMatch(known -> known.name().equals(name))) {
                found.add(field);
              }
              inside(name, property.getValue(), entered, found);
            });
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Field field(String name, JsonNode schema, boolean required) {
    return new Field(
        name, "", type(schema), required, schema.path("description").asString(""), choices(schema));
  }

  private String type(JsonNode schema) {
    if (schema.has(REFERENCE)) {
      return type(schemas.path(name(schema)));
    }
    if (schema.has("items")) {
      return "list of " + type(schema.path("items"));
    }
    JsonNode values = schema.path("additionalProperties");
    if (values.isObject()) {
      return "map of " + type(values);
    }
    boolean object = schema.has("oneOf") || schema.has("properties");
    String type = schema.path("type").asString(object ? "object" : "any JSON");
    return schema.has("format")
        ? "%s (%s)".formatted(type, schema.path("format").asString())
        : type;
  }

  private List<String> choices(JsonNode schema) {
    JsonNode described = schema.has(REFERENCE) ? schemas.path(name(schema)) : schema;
    return described.path("enum").valueStream().map(JsonNode::asString).toList();
  }

  private static String name(JsonNode reference) {
    String pointer = reference.path(REFERENCE).asString();
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }
}
