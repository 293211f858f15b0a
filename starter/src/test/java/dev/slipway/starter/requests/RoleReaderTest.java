package dev.slipway.starter.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RoleReaderTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/agents/pilot";
  private static final DeploymentSpec USUAL = DeploymentSpec.named(new FunctionName("a"));
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static DeploymentSpec read(DeploymentSpec before, String request) {
    var errors = new FieldErrors();
    var fields = new Fields(JSON.readTree(request.replace('\'', '"')), errors);
    DeploymentSpec spec = new SpecReader(fields, before).read();
    errors.throwIfAny();
    return spec;
  }

  private static List<FieldError> refused(ThrowingCallable reading) {
    return catchThrowableOfType(ProblemException.class, reading).problem().errors();
  }

  @Test
  void role_staysUntilAnotherOrNoneIsGiven() {
    DeploymentSpec given = read(USUAL, "{'execution_role': '%s'}".formatted(ROLE));

    assertThat(given.executionRole()).isEqualTo(ROLE);
    assertThat(read(given, "{'memory_size': 640}").executionRole()).isEqualTo(ROLE);
    assertThat(read(given, "{'execution_role': ''}").executionRole()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pilot",
        "arn:aws:iam::123456789012:role/*",
        "arn:aws:iam::*:role/pilot",
        "arn:aws:iam::123456789012:user/pilot",
        "arn:aws-cn:iam::123456789012:role/pilot",
        "arn:aws:sts::123456789012:assumed-role/pilot/session",
        "{{resolve:ssm:role}}"
      })
  void whatIsNoRole_isRefused(String arn) {
    assertThat(refused(() -> read(USUAL, "{'execution_role': '%s'}".formatted(arn))))
        .isNotEmpty()
        .allSatisfy(error -> assertThat(error.field()).isEqualTo("execution_role"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'managed_policies': ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']",
        "'permissions': [{'Action': 'dynamodb:PutItem', 'Resource': '*'}]"
      })
  void roleWithRightsForAnotherOne_isRefused(String rights) {
    String both = "{'execution_role': '%s', %s}".formatted(ROLE, rights);

    assertThat(refused(() -> read(USUAL, both)))
        .extracting(FieldError::message)
        .singleElement()
        .asString()
        .contains("expected: without them");
    assertThat(refused(() -> read(read(USUAL, "{%s}".formatted(rights)), both))).isNotEmpty();
  }

  @Test
  void roleOfAnotherAccount_isRefused() {
    DeploymentSpec spec = USUAL.with("execution_role", ROLE);

    assertThat(refused(() -> RoleReader.requireOf("000000000000", spec)))
        .extracting(FieldError::message)
        .singleElement()
        .asString()
        .contains("a role of account 000000000000");
    assertThatCode(() -> RoleReader.requireOf("123456789012", spec)).doesNotThrowAnyException();
    assertThatCode(() -> RoleReader.requireOf("123456789012", USUAL)).doesNotThrowAnyException();
  }
}
