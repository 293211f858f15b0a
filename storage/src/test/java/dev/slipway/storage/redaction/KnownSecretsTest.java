package dev.slipway.storage.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_args={\"api_key\": os.environ[\"OPENAI_API_KEY\"], \"base_url\": url}",
        "password = os.getenv('PASSWORD')",
        "api_key=environ.get(\"KEY\", \"\")",
        "session_token: getenv(\"TOKEN\")"
      })
  void codeThatReadsAVariable_staysWhole(String line) {
    assertThat(KnownSecrets.mask(line)).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_key=hunter-hunter",
        "\"password\": \"correct horse\"",
        "api_key: environment7",
        "Authorization: osgetenv12",
        "api-key = os_environ_1"
      })
  void valuesOfTellingNames_areMasked(String line) {
    assertThat(KnownSecrets.mask(line)).contains(KnownSecrets.MASK);
  }
}
