package dev.slipway.activities.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

class PlainInputTest {
  private static final String REFERENCE = "{{resolve:ssm-secure:/prod/password}}";
  private static final JsonNode PLAIN = json("{\"Resources\":{\"A\":\"{{name}}\"}}");

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Parameter> parameter(String value) {
    return List.of(Parameter.builder().parameterKey("P").parameterValue(value).build());
  }

  private static Failure refused(
      JsonNode template, List<Parameter> parameters, Map<String, String> tags) {
    return Failures.explain(
        catchThrowableOfType(
            ApplicationFailure.class, () -> PlainInput.require(template, parameters, tags)));
  }

  @Test
  void reference_isFoundWhereverItOccurs() {
    for (String template :
        List.of(
            "{\"Resources\":{\"AgentFunction\":{\"Environment\":{\"X\":\"%s\"}}}}",
            "{\"Resources\":{\"A\":[\"a\",[\"%s\"]]}}",
            "{\"Resources\":{\"%s\":1}}",
            "{\"Description\":\"%s\"}")) {
      assertThat(refused(json(template.formatted(REFERENCE)), List.of(), Map.of()).type())
          .as(template)
          .isEqualTo(FailureType.DYNAMIC_REFERENCE);
    }
    assertThat(refused(PLAIN, parameter("a," + REFERENCE), Map.of()).evidence())
        .containsExactly("parameter P: {{resolve:ssm-secure:…}} (expected: plain text)");
    assertThat(refused(PLAIN, List.of(), Map.of("team", REFERENCE)).evidence())
        .containsExactly("tag team: {{resolve:ssm-secure:…}} (expected: plain text)");
    assertThat(refused(PLAIN, List.of(), Map.of(REFERENCE, "x")).evidence())
        .containsExactly("name of a tag: {{resolve:ssm-secure:…}} (expected: plain text)");
  }

  @Test
  void plainText_passes() {
    assertThatCode(() -> PlainInput.require(PLAIN, parameter("{{x}}"), Map.of("a", "b")))
        .doesNotThrowAnyException();
  }
}
