package dev.slipway.storage.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketNamesTest {
  private static final BucketNames OWN = new BucketNames("acme-{region}-{account}-agents");

  @Test
  void name_saysWhoseAndWhereTheBucketIs() {
    String name = OWN.name("123456789012", "ap-southeast-7");

    assertThat(name).isEqualTo("acme-ap-southeast-7-123456789012-agents");
    assertThat(OWN.owner(name)).contains("123456789012");
    assertThat(OWN.region(name, "123456789012")).contains("ap-southeast-7");
    assertThat(OWN.region(name, "210987654321")).isEmpty();
    assertThat(OWN.owner("slipway-123456789012-eu-west-1")).isEmpty();
  }

  @Test
  void withoutASetting_theyAreOurs() {
    assertThat(BucketNames.of(" ").areOurs()).isTrue();
    assertThat(BucketNames.of("acme-{account}-{region}").areOurs()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme",
        "acme-{region}",
        "acme-{account}",
        "Acme-{account}-{region}",
        "-{account}-{region}",
        "acme_{account}-{region}",
        "a-name-of-more-than-thirty-seven-chars-{account}-{region}"
      })
  void nameThatS3RefusesOrThatDoesNotSayWhose_isRefused(String pattern) {
    assertThatThrownBy(() -> new BucketNames(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slipway.aws.bucket: '" + pattern + "' (expected: ");
  }
}
