package dev.slipway.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.FakeConsole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
  private final FakeConsole console = new FakeConsole();
  private final ApiKeys keys = new ApiKeys(Map.of("KEY", "from-key", "OTHER", "other"), console);

  @Test
  void aNameAloneIsReadFromTheEnvironment() {
    assertThat(keys.read(List.of("KEY"))).hasToString("{\"KEY\":\"from-key\"}");
  }

  @Test
  void anotherVariableCanBeNamedInTwoWays() {
    assertThat(keys.read(List.of("KEY=@OTHER", "B@OTHER")))
        .hasToString("{\"KEY\":\"other\",\"B\":\"other\"}");
  }

  @Test
  void aLiteralValueWorksWithAWarningThatDoesNotRepeatIt() {
    assertThat(keys.read(List.of("KEY=se=cret"))).hasToString("{\"KEY\":\"se=cret\"}");
    assertThat(console.errText()).contains("visible in process lists").doesNotContain("se=cret");
  }

  @Test
  void aMissingKeyIsPromptedForOnATerminal() {
    console.withSecret("typed");
    assertThat(keys.read(List.of("ABSENT"))).hasToString("{\"ABSENT\":\"typed\"}");
  }

  @Test
  void aMissingKeyWithoutATerminalSaysWhichVariableToSet() {
    assertThatThrownBy(() -> keys.read(List.of("ABSENT")))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("the environment variable ABSENT is not set");
  }

  @Test
  void invalidInputIsNotRepeated() {
    assertThatThrownBy(() -> keys.read(List.of("sk-123"))).message().doesNotContain("sk-123");
  }
}
