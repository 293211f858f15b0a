package dev.slipway.starter.reference;

import dev.slipway.starter.reference.Call.Answer;
import dev.slipway.starter.reference.Call.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The specification of the API, arranged for readers: its calls by subject. */
record ApiReference(String title, String description, Map<String, List<Call>> subjects) {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  ApiReference {
    subjects = Map.copyOf(subjects);
  }

  static ApiReference of(JsonNode specification) {
    var fields = new SchemaFields(specification.path("components").path("schemas"));
    Map<String, List<Call>> subjects = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : specification.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        subjects
            .computeIfAbsent(subject(method.getValue()), name -> new ArrayList<>())
            .add(call(path.getKey(), method.getKey(), method.getValue(), fields));
      }
    }
    JsonNode info = specification.path("info");
    return new ApiReference(
        info.path("title").asString(), info.path("description").asString(), subjects);
  }

  Optional<Call> call(String id) {
    return subjects.values().stream()
        .flatMap(List::stream)
        .filter(call -> call.id().equals(id))
        .findFirst();
  }

  private static String subject(JsonNode operation) {
    return operation.path("tags").path(0).asString("other");
  }

  private static Call call(String path, String method, JsonNode operation, SchemaFields fields) {
    return new Call(
        operation.path("operationId").asString(),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.path("summary").asString(""),
        operation.path("parameters").valueStream().map(fields::parameter).toList(),
        bodies(operation.path("requestBody"), fields),
        operation
            .path("responses")
            .propertyStream()
            .map(answer -> answer(answer, fields))
            .toList());
  }

  private static Answer answer(Map.Entry<String, JsonNode> answer, SchemaFields fields) {
    return new Answer(
        answer.getKey(),
        answer.getValue().path("description").asString(""),
        bodies(answer.getValue(), fields));
  }

  private static List<Body> bodies(JsonNode owner, SchemaFields fields) {
    return owner
        .path("content")
        .propertyStream()
        .map(content -> body(content.getKey(), content.getValue().path("schema"), fields))
        .toList();
  }

  private static Body body(String mediaType, JsonNode schema, SchemaFields fields) {
    return new Body(mediaType, schema.path("description").asString(""), fields.of(schema));
  }

  /** A call to copy: with what must be given, which the shell's variables and … stand for. */
  static String example(Call call, String address) {
    var lines = new ArrayList<String>();
    lines.add(
        "curl -X %s \"%s%s%s\""
            .formatted(call.method(), address, variables(call.path()), query(call)));
    lines.add("-H \"Authorization: Bearer $SLIPWAY_TOKEN\"");
    call.bodies().stream()
        .filter(body -> body.mediaType().equals("application/json"))
        .findFirst()
        .ifPresent(
            body -> {
              lines.add("-H 'Content-Type: application/json'");
              lines.add("-d '{%s}'".formatted(required(body)));
            });
    return String.join(" \\\n  ", lines);
  }

  /** The path with {@code $STACK_NAME} for {@code {stackName}}: curl would expand the braces. */
  private static String variables(String path) {
    return VARIABLE.matcher(path).replaceAll(found -> "\\$" + variable(found.group(1)));
  }

  private static String variable(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private static String query(Call call) {
    String required =
        call.parameters().stream()
            .filter(parameter -> parameter.required() && parameter.place().equals("query"))
            .map(parameter -> "%s=$%s".formatted(parameter.name(), variable(parameter.name())))
            .collect(Collectors.joining("&"));
    return required.isEmpty() ? "" : "?" + required;
  }

  private static String required(Body body) {
    return body.fields().stream()
        .filter(field -> field.required() && !field.name().contains("."))
        .map(field -> "\"%s\": \"…\"".formatted(field.name()))
        .collect(Collectors.joining(", "));
  }
}
