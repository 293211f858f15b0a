package dev.slipway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The section accounts of a policy file, and what names its accounts. */
class AccountReaderTest {
  @Test
  void goodFile_isRead() throws Exception {
    Policy policy =
        PolicyReader.read(
            "policy.yaml",
            """
            accounts:
              - alias: prod
                id: "012345678901"
                role: arn:aws:iam::012345678901:role/deploy/slipway
                external_id: slipway-4711
                regions: ["eu-*", us-east-1]
              - {alias: test-2, id: "222222222222", role: "arn:aws-cn:iam::222222222222:role/s"}
            grants:
              - {role: viewer, to: {issuer: "slipway:local", subjects: [kim]}, for: {accounts: [own, prod]}}
            """);

    assertThat(policy.accounts())
        .containsExactly(
            new Account(
                "prod",
                "012345678901",
                "arn:aws:iam::012345678901:role/deploy/slipway",
                "slipway-4711",
                List.of("eu-*", "us-east-1")),
            new Account(
                "test-2", "222222222222", "arn:aws-cn:iam::222222222222:role/s", null, List.of()));
    assertThat(policy.accounts().getFirst().allows("eu-west-1")).isTrue();
    assertThat(policy.accounts().getFirst().allows("us-east-2")).isFalse();
    assertThat(policy.accounts().getLast().allows("us-east-2")).isTrue();
    assertThat(policy.access().grants().getFirst().reach().accounts())
        .containsExactly("own", "prod");
  }

  @Test
  void everythingThatIsWrong_isNamedWithItsLine() {
    String text =
        """
        accounts:
          - {alias: Prod, id: 12345, role: slipway}
          - {alias: own, id: "111111111111", role: "arn:aws:iam::222222222222:role/slipway"}
          - {alias: prod, id: "333333333333", role: "arn:aws:iam::333333333333:role/slipway"}
          - {alias: prod, id: "333333333333", role: "arn:aws:iam::333333333333:role/slipway"}
          - alias: test
            role: "arn:aws:iam::444444444444:user/slipway"
            external_id: "a b"
            regions: ["*-1"]
            colour: red
          - {alias: last, id: "555555555555", role: "arn:aws:iam::555555555555:role/s", regions: []}
        grants:
          - {role: viewer, to: {issuer: "slipway:local", subjects: [kim]}, for: {accounts: [stage]}}
          - {role: viewer, to: {issuer: "slipway:local", subjects: [kim]}, for: {accounts: []}}
        rules:
          - {name: a, owner: b, for: {accounts: ["*"]}, require: {memory_size: {at_most: 128}}}
        """;

    var refused =
        catchThrowableOfType(InvalidPolicy.class, () -> PolicyReader.read("policy.yaml", text));

    assertThat(refused.faults().stream().map(fault -> fault.line() + ": " + fault.message()))
        .containsExactly(
            "2: alias: 'Prod' (expected: lower-case letters, digits and '-', 32 at most)",
            "2: id: '12345' (expected: 12 digits)",
            "2: role: 'slipway' (expected: the ARN of a role, such as arn:aws:iam::123456789012:role/slipway)",
            "3: alias: 'own' (expected: another; it means the server's own account)",
            "3: role: 'arn:aws:iam::222222222222:role/slipway' (expected: one of account 111111111111)",
            "5: alias: 'prod' is there twice (expected: one account of each alias)",
            "5: id: '333333333333' is there twice (expected: one alias of each account)",
            "6: id: missing (expected: a text)",
            "7: role: 'arn:aws:iam::444444444444:user/slipway' (expected: the ARN of a role, such as arn:aws:iam::123456789012:role/slipway)",
            "8: external_id: 'a b' (expected: 2 to 1224 letters, digits or any of +=,.@:/-)",
            "9: regions: '*-1' (expected: * only at the end)",
            "10: an account: 'colour' is not known (expected: alias, external_id, id, regions, role)",
            "11: regions: nothing (expected: at least one; left out, it is for all)",
            "13: accounts: 'stage' (expected: own, prod, test, last)",
            "14: accounts: nothing (expected: at least one; left out, it is for all)",
            "16: accounts: '*' (expected: own, prod, test, last)");
  }
}
