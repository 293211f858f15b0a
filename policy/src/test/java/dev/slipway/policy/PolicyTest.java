package dev.slipway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Approval;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.FunctionUrlAuth;
import dev.slipway.api.Permission;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.StackName;
import dev.slipway.api.VpcConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {
  private static final String ONE =
      """
      rules:
        - name: small
          owner: platform@acme.example
          require:
            %s
      """;

  private static final String ROLE = "arn:aws:iam::123456789012:role/agents/pilot";

  /** A test of a field, a value that meets it and one that does not. */
  static Stream<Arguments> tests() {
    return Stream.of(
        Arguments.of("memory_size: {at_most: 1024}", "memory_size", 1024, 1025),
        Arguments.of("memory_size: {at_least: 256}", "memory_size", 256, 255),
        Arguments.of(
            "timeout: {at_most: 60}", "timeout", Duration.ofMinutes(1), Duration.ofSeconds(61)),
        Arguments.of("ttl: {at_most: 30d}", "ttl", Duration.ofDays(30), null),
        Arguments.of("ttl: {at_most: 30d}", "ttl", Duration.ofDays(1), Duration.ofDays(31)),
        Arguments.of("reserved_concurrency: {at_most: 5}", "reserved_concurrency", 5, null),
        Arguments.of(
            "runtime: {one_of: [python3.12, python3.13]}",
            "runtime",
            PythonRuntime.PYTHON_3_13,
            PythonRuntime.PYTHON_3_11),
        Arguments.of(
            "function_url_auth: {one_of: [AWS_IAM]}",
            "function_url_auth",
            FunctionUrlAuth.AWS_IAM,
            FunctionUrlAuth.NONE),
        Arguments.of("enable_api_gateway: {one_of: [false]}", "enable_api_gateway", false, true),
        Arguments.of(
            "cors_allow_origin: {one_of: ['https://*.acme.example']}",
            "cors_allow_origin",
            "https://app.acme.example",
            "*"),
        Arguments.of(
            "managed_policies: {only: ['arn:aws:iam::*:policy/agents/*']}",
            "managed_policies",
            List.of("arn:aws:iam::123456789012:policy/agents/a"),
            List.of(
                "arn:aws:iam::123456789012:policy/agents/a",
                "arn:aws:iam::aws:policy/Administrator")),
        Arguments.of(
            "permissions: {only: ['dynamodb:* on *:table/team-*', 'logs:*']}",
            "permissions",
            List.of(
                new Permission(
                    List.of("dynamodb:GetItem", "dynamodb:Query"),
                    List.of("arn:aws:dynamodb:*:*:table/team-a"))),
            // Read as one text, both patterns would run over what is between.
            List.of(
                new Permission(
                    List.of("dynamodb:GetItem", "kms:Decrypt"),
                    List.of("arn:aws:s3:::payroll/*", "arn:aws:dynamodb:*:*:table/team-a")))),
        Arguments.of("execution_role: {only: []}", "execution_role", null, ROLE),
        Arguments.of(
            "execution_role: {only: ['arn:aws:iam::*:role/agents/*']}",
            "execution_role",
            ROLE,
            "arn:aws:iam::123456789012:role/admin"),
        Arguments.of("requirements: {only: []}", "requirements", List.of(), List.of("left-pad")),
        Arguments.of("tags: {include: [team]}", "tags", Map.of("team", "a"), Map.of("team", "")),
        Arguments.of(
            "vpc_config: {given: true}",
            "vpc_config",
            new VpcConfig(List.of("subnet-12345678"), List.of("sg-12345678")),
            null),
        Arguments.of(
            "managed_policies: {given: false}", "managed_policies", List.of(), List.of("a")));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void fieldThatBreaksARule_isNamedWithItsRule(
      String test, String field, Object good, @Nullable Object bad) throws Exception {
    Policy policy = PolicyReader.read("policy.yaml", ONE.formatted(test));

    assertThat(policy.breaches(subject("pilot", "eu-west-1", spec().with(field, good)))).isEmpty();
    assertThat(policy.breaches(subject("pilot", "eu-west-1", spec().with(field, bad))))
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.field()).isEqualTo(field);
              assertThat(breach.message())
                  .startsWith(field + ": ")
                  .contains("(expected: ", "by rule 'small' of platform@acme.example)");
            });
  }

  @Test
  void message_saysWhatWasGotAndWhatIsAllowed() throws Exception {
    Policy policy =
        PolicyReader.read(
            "policy.yaml",
            ONE.formatted("{ttl: {at_most: 30d}, region: {one_of: ['eu-*', us-east-1]}}"));

    assertThat(policy.breaches(subject("pilot", "ap-south-1", spec())))
        .extracting(Breach::message)
        .containsExactly(
            "ttl: absent (expected: at most 30d, by rule 'small' of platform@acme.example)",
            "region: ap-south-1 (expected: one of eu-*, us-east-1, by rule 'small' of platform@acme.example)");
  }

  @Test
  void rule_isAboutThoseItNames() throws Exception {
    Policy policy =
        PolicyReader.read(
            "policy.yaml",
            """
            rules:
              - name: production
                owner: platform
                for: {agents: ["prod-*", "*-live"], regions: ["eu-*"], tags: {stage: "p*"}}
                require: {memory_size: {at_most: 128}}
            """);
    DeploymentSpec staged = spec().with("tags", Map.of("stage", "production"));

    assertThat(policy.breaches(subject("prod-a", "eu-west-1", staged))).hasSize(1);
    assertThat(policy.breaches(subject("prod-a", "us-east-1", staged))).isEmpty();
    assertThat(policy.breaches(subject("prod-a", "eu-west-1", spec()))).isEmpty();
    assertThat(policy.breaches(subject("pilot", "eu-west-1", staged))).isEmpty();
    var ofStack = new Subject(Account.OWN, "eu-west-1", new StackName("agents-live"), staged);
    assertThat(policy.breaches(ofStack)).hasSize(1);
  }

  @Test
  void rule_mayBeForSomeAccountsOnly() throws Exception {
    Policy policy =
        PolicyReader.read(
            "policy.yaml",
            """
            accounts:
              - {alias: prod, id: "111111111111", role: arn:aws:iam::111111111111:role/slipway}
            rules:
              - name: production
                owner: platform
                for: {accounts: [prod]}
                require: {memory_size: {at_most: 128}}
            """);
    StackName stack = new StackName("agents-live");

    assertThat(policy.breaches(new Subject("prod", "eu-west-1", stack, spec()))).hasSize(1);
    assertThat(policy.breaches(new Subject(Account.OWN, "eu-west-1", stack, spec()))).isEmpty();
  }

  /** A person must look, whether the request says so or not; that refuses nothing. */
  @Test
  void demandedApproval_isAdded_andOneThatIsThereStays() throws Exception {
    Policy policy =
        PolicyReader.read("policy.yaml", ONE.formatted("approval: {one_of: [required]}"));
    Subject without = subject("pilot", "eu-west-1", spec());
    Subject with = subject("pilot", "eu-west-1", spec().with("approval", Approval.REQUIRED));

    assertThat(policy.breaches(without)).isEmpty();
    assertThat(policy.tightened(without).approval()).isEqualTo(Approval.REQUIRED);
    assertThat(policy.demandsApproval(without)).map(Rule::name).contains("small");
    assertThat(policy.tightened(with)).isEqualTo(with.spec());
    assertThat(policy.demandsApproval(with)).isEmpty();
    assertThat(Policy.NONE.tightened(with)).isSameAs(with.spec());
  }

  private static DeploymentSpec spec() {
    return DeploymentSpec.named(new FunctionName("pilot"));
  }

  private static Subject subject(String name, String region, DeploymentSpec spec) {
    var function = new FunctionName(name);
    return new Subject(
        Account.OWN, region, StackName.defaultFor(function), spec.with("function_name", function));
  }
}
