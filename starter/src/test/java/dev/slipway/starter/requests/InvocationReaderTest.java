package dev.slipway.starter.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lambda counts bytes, and a character may take up to four of them. */
class InvocationReaderTest {
  private static final int MOST = 6 * 1024 * 1024;

  private static ObjectNode prompt(String text) {
    return JsonNodeFactory.instance.objectNode().put("prompt", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "天", "🚢"})
  void largestPrompt_isTaken_andOneThatIsLarger_isRefused_whateverItIsWrittenIn(String letter) {
    int bytes = letter.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    int room = (MOST - "{\"prompt\":\"\"}".length()) / bytes;

    assertThat(new InvocationReader().read(prompt(letter.repeat(room))).payload()).isNotEmpty();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> new InvocationReader().read(prompt(letter.repeat(room + 1))))
        .extracting(refused -> refused.problem().errors())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(FieldError.class))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.field()).isEqualTo("prompt");
              assertThat(error.message()).contains("bytes as JSON (expected: at most 6291456)");
            });
  }
}
