package dev.slipway.activities.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.DynamicReference;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/**
 * The last check before CloudFormation sees it: nothing that came from a request, from generated
 * code or from an earlier revision may read what the worker may read.
 */
final class PlainInput {
  private final List<String> found = new ArrayList<>();

  private PlainInput() {}

  /** Fails with DynamicReference, naming each place but not what it refers to. */
  static void require(JsonNode template, List<Parameter> parameters, Map<String, String> tags) {
    var input = new PlainInput();
    input.lookAt(template, "template");
    parameters.forEach(
        one -> input.lookAt(one.parameterValue(), "parameter " + one.parameterKey()));
    tags.forEach(
        (name, value) -> {
          input.lookAt(name, "name of a tag");
          input.lookAt(value, "tag " + name);
        });
    input.failIfAny();
  }

  private void lookAt(JsonNode node, String path) {
    if (node.isTextual()) {
      lookAt(node.textValue(), path);
    } else if (node.isArray()) {
      node.forEach(element -> lookAt(element, path));
    } else {
      node.properties()
          .forEach(
              field -> {
                lookAt(field.getKey(), path);
                lookAt(field.getValue(), path + "." + field.getKey());
              });
    }
  }

  private void lookAt(String text, String path) {
    DynamicReference.in(text)
        .ifPresent(
            reference ->
                found.add("%s: %s (expected: plain text)".formatted(path, reference.shape())));
  }

  private void failIfAny() {
    if (!found.isEmpty()) {
      throw Failure.of(
              FailureType.DYNAMIC_REFERENCE,
              "CloudFormation would put values into the stack that only the worker may read.",
              found)
          .toException();
    }
  }
}
