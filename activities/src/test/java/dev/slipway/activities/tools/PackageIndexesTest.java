package dev.slipway.activities.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.workflows.model.PackageTerms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageIndexesTest {
  private static final String OURS = "https://packages.acme.example/simple/";

  private static PackageTerms only(String... indexes) {
    return new PackageTerms(
        List.of(
            new PackageTerms.Indexes(List.of(indexes), "rule 'inside' of security@acme.example")),
        null);
  }

  private static PackageIndexes with(Map<String, String> variables) {
    return new PackageIndexes(new ChildEnvironment(variables));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UV_DEFAULT_INDEX | https://packages.acme.example/simple",
        "UV_DEFAULT_INDEX | acme=HTTPS://Packages.acme.example/simple/",
        "UV_INDEX_URL     | https://kim:secret@packages.acme.example/simple",
      })
  void indexThatTheRuleNames_isAllowed_howeverItIsSpelt(String variable, String value) {
    assertThat(with(Map.of(variable, value)).refusal(only(OURS))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UV_EXTRA_INDEX_URL | https://pypi.org/simple               | https://pypi.org/simple",
        "UV_INDEX           | a=https://packages.acme.example/simple b=https://k:s@x.example/y | https://x.example/y",
        "UV_FIND_LINKS      | /opt/wheels                           | /opt/wheels",
        "UV_DEFAULT_INDEX   | https://packages.acme.example/other   | https://packages.acme.example/other",
        "UV_DEFAULT_INDEX   | https://packages.acme.example:8443/simple | https://packages.acme.example:8443/simple",
        "UV_DEFAULT_INDEX   | http://packages.acme.example/simple   | http://packages.acme.example/simple",
        "UV_CONFIG_FILE     | /etc/uv.toml                          | UV_CONFIG_FILE",
        "UV_TORCH_BACKEND   | cpu                                   | UV_TORCH_BACKEND"
      })
  void anyOther_isNamedWithTheRule(String variable, String value, String named) {
    var variables = new HashMap<>(Map.of("UV_DEFAULT_INDEX", OURS));
    variables.put(variable, value);

    assertThat(with(variables).refusal(only(OURS)))
        .contains(
            "package index: %s (expected: %s, by rule 'inside' of security@acme.example)"
                .formatted(named, OURS));
  }

  @Test
  void withoutAnIndexOfItsOwn_uvAsksPyPi() {
    assertThat(with(Map.of()).refusal(only("https://pypi.org/simple"))).isEmpty();
    assertThat(with(Map.of()).refusal(only(OURS)).orElseThrow())
        .startsWith("package index: https://pypi.org/simple (expected: " + OURS);
  }

  @Test
  void everyRule_mustAllowIt() {
    var both =
        new PackageTerms(
            List.of(
                new PackageTerms.Indexes(List.of("https://pypi.org/simple", OURS), "the first"),
                new PackageTerms.Indexes(List.of(OURS), "the second")),
            null);

    assertThat(with(Map.of()).refusal(both).orElseThrow()).endsWith("by the second)");
  }

  @Test
  void withoutARule_anyIsFine() {
    assertThat(with(Map.of("UV_CONFIG_FILE", "/etc/uv.toml")).refusal(PackageTerms.NONE)).isEmpty();
    assertThat(with(Map.of()).refusal(null)).isEmpty();
  }
}
