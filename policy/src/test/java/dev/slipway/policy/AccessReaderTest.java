package dev.slipway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.api.Role;
import dev.slipway.policy.Issuer.PageClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sections sign_in and grants of a policy file. */
class AccessReaderTest {
  private static final String GITHUB = "https://token.actions.githubusercontent.com";

  private static final String GOOD =
      """
      sign_in:
        - issuer: https://login.example.com/realms/acme
          audience: slipway
          algorithms: [RS256, ES256]
          name: preferred_username
          groups: roles
          page: {client_id: slipway-page, client_secret_file: client-secret}
        - issuer: https://token.actions.githubusercontent.com
          audience: slipway
        - issuer: http://127.0.0.1:9000
          audience: slipway
          page: {client_id: public}
      grants:
        - role: admin
          to: {groups: [platform]}
        - role: deployer
          to: {issuer: https://token.actions.githubusercontent.com, subjects: ["repo:acme/weather:*"]}
          for: {agents: ["weather-*"], regions: ["eu-*", us-east-1]}
        - role: viewer
          to: {issuer: "slipway:local", subjects: ["*"]}
      """;

  @Test
  void goodFile_isReadWithItsDefaults(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("policy.yaml"), GOOD);

    Access access = PolicyReader.read(file).access();

    List<String> usual = List.of("RS256", "ES256", "PS256");
    assertThat(access.issuers())
        .containsExactly(
            new Issuer(
                URI.create("https://login.example.com/realms/acme"),
                "slipway",
                List.of("RS256", "ES256"),
                "preferred_username",
                "roles",
                new PageClient("slipway-page", folder.resolve("client-secret"))),
            new Issuer(URI.create(GITHUB), "slipway", usual, "name", "groups", null),
            new Issuer(
                URI.create("http://127.0.0.1:9000"),
                "slipway",
                usual,
                "name",
                "groups",
                new PageClient("public", null)));
    assertThat(access.grants())
        .containsExactly(
            new Grant(Role.ADMIN, new People(null, List.of(), List.of("platform")), Reach.ALL),
            new Grant(
                Role.DEPLOYER,
                new People(GITHUB, List.of("repo:acme/weather:*"), List.of()),
                new Reach(List.of("weather-*"), List.of("eu-*", "us-east-1"))),
            new Grant(
                Role.VIEWER, new People("slipway:local", List.of("*"), List.of()), Reach.ALL));
  }

  @Test
  void absoluteSecretFile_staysWhereItIs() throws Exception {
    String text = GOOD.replace("client-secret}", "/etc/slipway/secret}");

    assertThat(PolicyReader.read("policy.yaml", text).access().issuers().getFirst().page())
        .isEqualTo(new PageClient("slipway-page", Path.of("/etc/slipway/secret")));
  }

  @Test
  void everythingThatIsWrong_isSaidWithItsLine() {
    String text =
        """
        sign_in:
          - issuer: http://login.example.com
            audience: a
          - issuer: https://a.example
            algorithms: [HS256, none]
            colour: red
            page: {client_secret_file: x}
          - issuer: https://a.example
            audience: a
            name: ""
            algorithms: []
        grants:
          - role: boss
            to: {subjects: ["*"]}
          - role: viewer
          - role: viewer
            to: {issuer: https://a.example}
          - role: viewer
            to: {issuer: https://b.example, groups: ["plat*"]}
            for: {agents: ["*-prod", "a*b"], regions: []}
          - to: {groups: [a, ""]}
        """;

    assertThat(faults(text))
        .containsExactly(
            "2: issuer: 'http://login.example.com' (expected: an https address without query or fragment)",
            "4: audience: missing (expected: a text)",
            "5: algorithms: 'HS256', 'none' (expected: RS256, RS384, RS512, ES256, ES384, ES512, PS256, PS384, PS512)",
            "6: an identity provider: 'colour' is not known (expected: algorithms, audience, groups, issuer, name, page)",
            "7: client_id: missing (expected: a text)",
            "8: issuer: 'https://a.example' is there twice (expected: each identity provider once)",
            "10: name: missing (expected: a text)",
            "11: algorithms: nothing (expected: RS256, RS384, RS512, ES256, ES384, ES512, PS256, PS384, PS512)",
            "13: role: 'boss' (expected: one of viewer, deployer, approver, operator, admin)",
            "14: subjects: '*' is everyone at every identity provider (expected: an issuer as well)",
            "15: to: missing (expected: {subjects: [value]} or {groups: [value]})",
            "17: to: no one (expected: subjects or groups)",
            "19: issuer: 'https://b.example' (expected: http://login.example.com, https://a.example, slipway:local)",
            "19: groups: 'plat*' (expected: the whole name of a group)",
            "19: to: no one (expected: subjects or groups)",
            "20: agents: '*-prod' (expected: * only at the end)",
            "20: agents: 'a*b' (expected: * only at the end)",
            "20: regions: nothing (expected: at least one; left out, it is for all)",
            "21: role: missing (expected: a text)",
            "21: groups: '' (expected: a text)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example",
        "https://a.example:8443/realms/x/",
        "http://localhost:9000",
        "http://127.0.0.1",
        "'http://[::1]:9000'"
      })
  void issuerThatIsSafe_isAccepted(String issuer) throws Exception {
    assertThat(PolicyReader.read("policy.yaml", oneIssuer(issuer)).access().issuers()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example",
        "http://127.0.0.1.a.example",
        "http://localhost@a.example",
        "https://user:key@a.example",
        "'https://a.example?x=y'",
        "'https://a.example/#x'",
        "https:a.example",
        "a.example",
        "slipway:local",
        "'https://a b'"
      })
  void issuerThatIsNot_isRefused(String issuer) {
    assertThat(faults(oneIssuer(issuer)))
        .singleElement()
        .asString()
        .startsWith("1: issuer: '")
        .endsWith("(expected: an https address without query or fragment)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS512", "none", "EdDSA", "rs256"})
  void algorithmThatIsNotAsymmetric_isRefused(String algorithm) {
    String text =
        "sign_in: [{issuer: https://a.example, audience: a, algorithms: [RS256, %s]}]"
            .formatted(algorithm);

    assertThat(faults(text))
        .singleElement()
        .asString()
        .startsWith("1: algorithms: '%s' (expected: RS256, ".formatted(algorithm));
  }

  /** No one could use such a grant, so it is a mistake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{groups: [a]}                              | to: no one can sign in (expected: identity providers",
        "{issuer: https://a.example, groups: [a]}   | issuer: 'https://a.example' (expected: slipway:local)"
      })
  void grantsWithoutSignIn_areOnlyForTheLocalOwner(String to, String expected) throws Exception {
    String text = "grants: [{role: viewer, to: %s}]";

    assertThat(faults(text.formatted(to))).singleElement().asString().startsWith("1: " + expected);
    var local = text.formatted("{issuer: 'slipway:local', subjects: [kim]}");
    assertThat(PolicyReader.read("policy.yaml", local).access().grants()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sign_in: 5", "grants: {}"})
  void sectionThatIsNoList_isRefused(String text) {
    assertThat(faults(text)).singleElement().asString().contains("not a list");
  }

  /** What the documents show works as it stands. */
  @Test
  void example_isValid() throws Exception {
    Policy policy = PolicyReader.read(Path.of("../examples/sign-in.yaml"));

    assertThat(policy.rules()).isEmpty();
    assertThat(policy.access().issuers()).hasSize(2);
    assertThat(policy.access().grants()).hasSize(4);
  }

  private static String oneIssuer(String issuer) {
    return "sign_in: [{audience: a, issuer: %s}]".formatted(issuer);
  }

  private static List<String> faults(String text) {
    var refused =
        catchThrowableOfType(InvalidPolicy.class, () -> PolicyReader.read("policy.yaml", text));
    return refused.faults().stream().map(fault -> fault.line() + ": " + fault.message()).toList();
  }
}
