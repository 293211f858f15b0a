package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.DeploymentRequestReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are costly for the server, or make it repeat what it must not. */
class HostileBodiesTest {
  private static final int MANY = 100_000;

  private static List<FieldError> errors(String body) {
    var json = RunningStarter.json(body);
    return catchThrowableOfType(
            ProblemException.class, () -> new DeploymentRequestReader().read(json, null))
        .problem()
        .errors();
  }

  @Test
  void manyUnknownFields_areCounted_andOnlyTheFirstAreExaminedClosely() {
    String fields =
        IntStream.range(0, MANY)
            .mapToObj("\"memory_sise%d\":1"::formatted)
            .collect(Collectors.joining(","));

    var unknown =
        errors("{" + fields + "}").stream()
            .filter(one -> one.code().equals("unknown_field"))
            .toList();

    assertThat(unknown).hasSize(21);
    assertThat(unknown.getLast().message()).isEqualTo("99980 more unknown fields");
  }

  /** Whatever the field, known or not, of whatever call: some console will print it. */
  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x07, 0x08, 0x1b, 0x7f, 0x85, 0x9b, 0x202e, 0x2066})
  void whatSteersATerminal_isRefusedInEveryCall(int character) {
    String hostile = "\\u%04x".formatted(character);
    OpenApiTest.READERS.forEach(
        (path, reader) -> {
          for (String body :
              List.of(
                  "{\"reason\":\"a%s[2J\"}", "{\"tags\":{\"a%s\":\"b\"}}", "{\"to\":[\"%s\"]}")) {
            var json = RunningStarter.json(body.formatted(hostile));
            var refused = catchThrowableOfType(ProblemException.class, () -> reader.accept(json));
            assertThat(refused.problem().errors())
                .as(path + body)
                .extracting(FieldError::code)
                .contains("control_character");
          }
        });
  }

  @Test
  void lineEndsTabsAndAllLanguages_areText() {
    assertThat(errors("{\"reason\":\"grüße\\t日本語\\r\\nעברית \u200f👨‍👩‍👧\"}"))
        .extracting(FieldError::code)
        .doesNotContain("control_character");
    assertThat(errors("{\"environment_variables\":{\"SEPARATOR\":\"\\u001f\"}}"))
        .extracting(FieldError::code)
        .doesNotContain("control_character");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"api_keys\":{\"KEY\":4716253849}}",
        "{\"api_keys\":{\"KEY\":[4716253849]}}",
        "{\"api_keys\":\"4716253849\"}",
        "{\"api_keys\":4716253849}",
        "{\"api_keys\":[\"4716253849\"]}",
        "{\"environment_variables\":{\"PIN\":4716253849}}"
      })
  void keyOfTheWrongType_isNotRepeated(String body) {
    assertThat(errors(body))
        .filteredOn(one -> one.code().equals("wrong_type"))
        .singleElement()
        .satisfies(one -> assertThat(one.toString()).doesNotContain("4716253849"))
        .satisfies(one -> assertThat(one.message()).contains("(expected: "));
  }
}
