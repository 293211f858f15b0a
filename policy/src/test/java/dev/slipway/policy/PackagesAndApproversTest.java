package dev.slipway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of a rule that are about no field of a request. */
class PackagesAndApproversTest {
  private static final String ACME = "https://login.example.com";

  private static final String RULES =
      """
      sign_in: [{issuer: "https://login.example.com", audience: slipway}]
      rules:
        - name: seasoned
          owner: security@acme.example
          packages:
            indexes: ["https://packages.acme.example/simple"]
            cool_down: 7d
        - name: production
          owner: release@acme.example
          for: {agents: ["prod-*"]}
          approvals: {issuer: "https://login.example.com", groups: [release], subjects: ["lead-*"]}
      """;

  @Test
  void ruleSaysWhichPackages_andWhoApproves() throws Exception {
    List<Rule> rules = PolicyReader.read("policy.yaml", RULES).rules();

    assertThat(rules.getFirst().packages())
        .isEqualTo(
            new Packages(
                List.of(URI.create("https://packages.acme.example/simple")), Duration.ofDays(7)));
    assertThat(Objects.requireNonNull(rules.getFirst().packages()).expected())
        .isEqualTo("only from https://packages.acme.example/simple; released at least 7d ago");
    assertThat(rules.getFirst().approvers()).isNull();
    assertThat(rules.getLast().packages()).isNull();
    assertThat(rules.getLast().approvers())
        .isEqualTo(new People(ACME, List.of("lead-*"), List.of("release")));
    assertThat(Objects.requireNonNull(rules.getLast().approvers()).words())
        .isEqualTo("group release, or subject lead-* of https://login.example.com");
  }

  @Test
  void groupsOfApprovals_areKeptForThoseWhoSignIn() throws Exception {
    assertThat(PolicyReader.read("policy.yaml", RULES).groups()).containsExactly("release");
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.example.com, kim,    release, true",
    "https://login.example.com, lead-1, none,    true",
    "https://login.example.com, kim,    none,    false",
    "https://other.example.com, lead-1, release, false"
  })
  void approverIsOneOfThoseNamed(String issuer, String subject, String group, boolean is)
      throws Exception {
    Rule production = PolicyReader.read("policy.yaml", RULES).rules().getLast();
    People approvers = Objects.requireNonNull(production.approvers());

    assertThat(approvers.include(new Caller(issuer, subject, Set.of(group)))).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "packages: {}                              | packages: nothing (expected: indexes or cool_down, or both)",
        "packages: {index: [a]}                    | packages: 'index' is not known (expected: cool_down, indexes)",
        "packages: {indexes: []}                   | indexes: nothing (expected: at least one; left out, any may be used)",
        "packages: {indexes: [pypi]}               | indexes: 'pypi' (expected: an address such as https://pypi.org/simple",
        "packages: {indexes: ['file:///wheels']}   | indexes: 'file:///wheels' (expected: an address",
        "packages: {indexes: ['https://k:s@a/b']}  | indexes: 'https://k:s@a/b' (expected: an address",
        "packages: {cool_down: a week}             | cool_down: 'a week' (expected: 1s to 365d, such as 7d)",
        "packages: {cool_down: 0d}                 | cool_down: '0d' (expected: 1s to 365d, such as 7d)",
        "packages: {cool_down: 366d}               | cool_down: '366d' (expected: 1s to 365d, such as 7d)",
        "at_once: 0                                | at_once: '0' (expected: 1 to 1000)",
        "at_once: many                             | at_once: 'many' (expected: 1 to 1000)",
        "at_once: 1001                             | at_once: '1001' (expected: 1 to 1000)",
        "approvals: {}                             | approvals: no one (expected: subjects or groups)",
        "approvals: {groups: []}                   | approvals: no one (expected: subjects or groups)",
        "approvals: {people: [kim]}                | approvals: 'people' is not known (expected: groups, issuer, subjects)",
        "approvals: {subjects: ['*']}              | subjects: '*' is everyone at every identity provider",
        "approvals: {groups: ['rel*']}             | groups: 'rel*' (expected: the whole name of a group)",
        "approvals: {issuer: a, subjects: [kim]}   | issuer: 'a' (expected: https://login.example.com, slipway:local)"
      })
  void whatIsWrong_isSaidWithItsLine(String part, String expected) {
    String text =
        """
        sign_in: [{issuer: "https://login.example.com", audience: slipway}]
        rules:
          - name: a
            owner: b
            %s
        """
            .formatted(part);

    var refused =
        catchThrowableOfType(InvalidPolicy.class, () -> PolicyReader.read("policy.yaml", text));

    assertThat(refused.faults())
        .anySatisfy(
            fault -> {
              assertThat(fault.line()).isEqualTo(5);
              assertThat(fault.message()).startsWith(expected);
            });
  }

  @Test
  void approvalsWhereNobodyCanSignIn_areRefused() {
    String text = "rules: [{name: a, owner: b, approvals: {groups: [release]}}]";

    var refused =
        catchThrowableOfType(InvalidPolicy.class, () -> PolicyReader.read("policy.yaml", text));

    assertThat(refused)
        .hasMessage(
            "policy.yaml:1: approvals: no one can sign in (expected: identity providers in sign_in,"
                + " or issuer: slipway:local)");
  }
}
