package dev.slipway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
  @Test
  void everythingThatIsWrong_isSaidWithItsLine() {
    String text =
        """
        rules:
          - name: small
            owner: platform@acme.example
            require:
              memory_size: {at_most: lots}
              memory: {at_most: 5}
              runtime: {one_of: [python4]}
          - name: small
            require:
              ttl: {one_of: [1d]}
              tags: {include: team}
        limits: {}
        """;

    assertThat(faults(text))
        .containsExactly(
            "policy.yaml:5: memory_size.at_most: 'lots' (expected: a whole number)",
            "policy.yaml:6: require: 'memory' is not known (expected: "
                + String.join(", ", Field.all().stream().map(Field::name).sorted().toList())
                + ")",
            "policy.yaml:7: runtime.one_of: 'python4' (expected: auto, python3.10, python3.11, python3.12, python3.13, python3.14)",
            "policy.yaml:8: owner: missing (expected: a text)",
            "policy.yaml:8: name: 'small' is there twice (expected: one rule of each name)",
            "policy.yaml:10: ttl: 'one_of' is not known (expected: at_least, at_most, given)",
            "policy.yaml:11: include: not a list (expected: [value, value])",
            "policy.yaml:12: the file: 'limits' is not known (expected: accounts, grants, rules, sign_in)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                            | policy.yaml:1: nothing (expected: sign_in, grants, accounts or rules)",
        "'{}'                          | policy.yaml:1: nothing (expected: sign_in, grants, accounts or rules)",
        "'rules: ['                    | policy.yaml:1: not YAML: expected the node content",
        "'rules: 5'                    | policy.yaml:1: rules: not a list (expected: [value, value])",
        "'- a'                         | policy.yaml:1: the file: not a mapping (expected: name: value)",
        "'rules: [{name: a, owner: b}]'| policy.yaml:1: require: nothing (expected: at least one field",
        "'rules: [&a [*a]]'            | policy.yaml:1: a rule: not a mapping"
      })
  void fileThatIsNoPolicy_isRefused(String text, String expected) {
    assertThat(faults(text).getFirst()).startsWith(expected);
  }

  @Test
  void ruleThatForbidsApprovals_isRefused_becauseRulesOnlyTighten() {
    String text = "rules: [{name: a, owner: b, require: {approval: {one_of: [none]}}}]";

    assertThat(faults(text))
        .containsExactly("policy.yaml:1: approval.one_of: 'none' (expected: required)");
  }

  @Test
  void emptyListOfRules_isAPolicy() throws Exception {
    assertThat(PolicyReader.read("policy.yaml", "rules: []\n")).isEqualTo(Policy.NONE);
  }

  /** What the documents show works as it stands. */
  @Test
  void example_isValid() throws Exception {
    assertThat(PolicyReader.read(Path.of("../examples/policy.yaml")).rules())
        .extracting(Rule::name)
        .contains("affordable", "production");
  }

  private static List<String> faults(String text) {
    var refused =
        catchThrowableOfType(InvalidPolicy.class, () -> PolicyReader.read("policy.yaml", text));
    return String.valueOf(refused.getMessage()).lines().toList();
  }
}
