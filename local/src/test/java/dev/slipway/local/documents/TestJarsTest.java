package dev.slipway.local.documents;

import static org.assertj.core.api.Assertions.assertThat;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher builds its jars without tests, so no jar of tests may be needed for them. */
class TestJarsTest {
  private static final String UNCONDITIONAL =
      "count(/project/dependencies/dependency[type='test-jar'])";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api",
        "policy",
        "temporal",
        "project",
        "workflows",
        "tracing",
        "storage",
        "templates",
        "activities",
        "worker",
        "starter",
        "builder",
        "cli",
        "local"
      })
  void jarsOfTests_areNeededOnlyWithTests(String module) throws Exception {
    var pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Repository.path(module + "/pom.xml").toFile());

    assertThat(XPathFactory.newInstance().newXPath().evaluate(UNCONDITIONAL, pom)).isEqualTo("0");
  }
}
