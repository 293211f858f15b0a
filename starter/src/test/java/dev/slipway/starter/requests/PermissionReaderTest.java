package dev.slipway.starter.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.Permission;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PermissionReaderTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static List<Permission> read(String statements) {
    var errors = new FieldErrors();
    var fields =
        new Fields(
            JSON.readTree("{\"permissions\": " + statements.replace('\'', '"') + "}"), errors);
    var spec = new SpecReader(fields, DeploymentSpec.named(new FunctionName("a"))).read();
    errors.throwIfAny();
    return spec.permissions();
  }

  private static List<FieldError> refused(String statements) {
    return catchThrowableOfType(ProblemException.class, () -> read(statements)).problem().errors();
  }

  @Test
  void aStatement_isReadAsIamWritesIt() {
    assertThat(
            read(
                "[{'Sid': 'Book', 'Effect': 'Allow', 'Action': 'dynamodb:PutItem', 'Resource': '*'},"
                    + " {'Action': ['s3:Get*'], 'Resource': ['arn:aws:s3:::berths/*'],"
                    + "  'Condition': {'Bool': {'aws:SecureTransport': true}}}]"))
        .containsExactly(
            new Permission(List.of("dynamodb:PutItem"), List.of("*")),
            new Permission(
                Permission.ALLOW,
                List.of("s3:Get*"),
                List.of("arn:aws:s3:::berths/*"),
                Map.of("Bool", Map.of("aws:SecureTransport", List.of("true")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'Action': '*', 'Resource': '*' | permissions[0].Action[0]
          'Action': '*:*', 'Resource': '*' | permissions[0].Action[0]
          'Action': 'iam:PassRole', 'Resource': '*' | permissions[0].Action[0]
          'Action': 'IAM:*', 'Resource': '*' | permissions[0].Action[0]
          'Action': 'organizations:LeaveOrganization', 'Resource': '*' | permissions[0].Action[0]
          'Action': ['s3:GetObject', 'sts:*'], 'Resource': '*' | permissions[0].Action[1]
          'Action': 'lambda:Update*', 'Resource': '*' | permissions[0].Action[0]
          'Action': 's3:GetObject', 'Resource': 'berths' | permissions[0].Resource[0]
          'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::slipway-*/sessions/*' | permissions[0].Resource[0]
          'Action': 'secretsmanager:GetSecretValue', 'Resource': 'arn:aws:secretsmanager:*:*:secret:slipway/*' | permissions[0].Resource[0]
          'Action': 's3:GetObject', 'Resource': {'Ref': 'SecretArn'} | permissions[0].Resource
          'Action': 's3:GetObject', 'Resource': '{{resolve:ssm:a}}' | permissions[0].Resource
          'Action': 's3:GetObject' | permissions[0].Resource
          'Resource': '*' | permissions[0].Action
          'Action': [], 'Resource': '*' | permissions[0].Action
          'Effect': 'Deny', 'Action': 's3:GetObject', 'Resource': '*' | permissions[0].Effect
          'NotAction': 's3:GetObject', 'Resource': '*' | permissions[0].NotAction
          'Action': 's3:GetObject', 'Resource': '*', 'Principal': '*' | permissions[0].Principal
          'Action': 's3:*', 'Resource': '*', 'Condition': {'Ref': ['a']} | permissions[0].Condition.Ref
          'Action': 's3:*', 'Resource': '*', 'Condition': {'Fn::Transform': {'Name': 'a'}} | permissions[0].Condition.Fn::Transform
          'Action': 's3:*', 'Resource': '*', 'Condition': {'Bool': {'Fn::Sub': 'a'}} | permissions[0].Condition.Bool.Fn::Sub
          """)
  void whatIsNoStatement_orARightOverRights_isRefusedWhereItStands(String statement, String field) {
    assertThat(refused("[{" + statement + "}]")).extracting(FieldError::field).contains(field);
  }

  @Test
  void moreThanARoleHolds_isRefused() {
    String one = "{'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::%s/*'}";
    assertThat(refused(Collections.nCopies(21, one.formatted("a")).toString()))
        .extracting(FieldError::message)
        .containsExactly("permissions: 21 statements (expected: at most 20)");
    assertThat(refused(Collections.nCopies(12, one.formatted("a".repeat(300))).toString()))
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("expected: at most 3000"));
    assertThat(refused("{'Action': 's3:GetObject'}")).isNotEmpty();
    assertThat(refused("['s3:GetObject']")).isNotEmpty();
  }
}
