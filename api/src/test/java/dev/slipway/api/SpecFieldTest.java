package dev.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.SpecField.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpecFieldTest {
  private static final DeploymentSpec SPEC = DeploymentSpec.named(new FunctionName("pilot"));

  @Test
  void everyField_saysWhatItMeansInASentence() {
    assertThat(SpecField.all())
        .hasSize(DeploymentSpec.class.getRecordComponents().length)
        .allSatisfy(
            field -> {
              assertThat(field.doc()).as(field.name()).matches("[A-Z].*\\.");
              assertThat(field.label()).as(field.name()).matches("[A-Z].*[^.]");
            });
  }

  @Test
  void everyNumber_hasARangeThatHoldsTheDefault() {
    assertThat(SpecField.all().stream().filter(field -> field.kind() == Kind.NUMBER))
        .isNotEmpty()
        .allSatisfy(
            field -> {
              assertThat(field.max()).as(field.name()).isLessThan(Integer.MAX_VALUE);
              if (field.of(SPEC) instanceof Integer usual) {
                assertThat(usual).isBetween(field.min(), field.max());
              }
            });
  }

  @Test
  void everyChoice_namesItsConstants_withoutTheFallback() {
    assertThat(SpecField.named("runtime").choices())
        .contains(PythonRuntime.PYTHON_3_14)
        .doesNotContain(PythonRuntime.UNKNOWN);
    assertThat(SpecField.all().stream().filter(field -> field.kind() == Kind.CHOICE))
        .allSatisfy(field -> assertThat(field.choices()).hasSizeGreaterThan(1));
  }

  @Test
  void aCopy_differsInOneField() {
    DeploymentSpec copy = SPEC.with("timeout", Duration.ofSeconds(9));

    assertThat(copy.timeout()).hasSeconds(9);
    assertThat(copy.with("timeout", SPEC.timeout())).isEqualTo(SPEC);
  }

  @Test
  void aFieldOrAValueThatDoesNotFit_isRefused() {
    assertThatThrownBy(() -> SPEC.with("memory", 512))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("memory (expected: one of [function_name, ");
    assertThatThrownBy(() -> SPEC.with("memory_size", "512"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
