package dev.slipway.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicReferenceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{resolve:secretsmanager:slipway/other/d-1:SecretString:KEY}}",
        "{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:000000000000:secret:x}}",
        "{{resolve:ssm:/prod/password}}",
        "{{resolve:ssm-secure:/prod/password:1}}",
        "before {{resolve:ssm:/a}} after",
        "{{ resolve : ssm : /a }}",
        "{ {resolve:ssm:/a}}",
        "{{RESOLVE:SSM:/a}}",
        "{{resolve:service-of-tomorrow:x}}",
        "{{\nresolve\t:ssm:/a}}",
        "{{{resolve:ssm:/a}}}",
        "{{resolve:ssm:/unfinished",
      })
  void everySpelling_isFound(String text) {
    assertThat(DynamicReference.in(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Hello {{name}}", "{{resolve}}", "resolve:ssm:/a", "{resolve:ssm:/a}", "${X}"})
  void textCloudFormationIgnores_isAllowed(String text) {
    assertThat(DynamicReference.in(text)).isEmpty();
  }

  @Test
  void shape_namesTheServiceOnly() {
    var found = requireNonNull(DynamicReference.in("{{resolve:ssm-secure:/a:1}}").orElse(null));

    assertThat(found.shape()).isEqualTo("{{resolve:ssm-secure:…}}");
  }
}
