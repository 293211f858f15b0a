package dev.slipway.local.documents;

import static org.assertj.core.api.Assertions.assertThat;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher's build of its jars, which has no tests, does without. */
class LauncherBuildTest {
  private static final String UNCONDITIONAL =
      "count(/project/dependencies/dependency[type='test-jar'])";

  private static final String BILLS =
      "count(/project/%s/plugins/plugin[artifactId='cyclonedx-maven-plugin'])";

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
    assertThat(evaluate(UNCONDITIONAL, module)).isEqualTo("0");
  }

  /** Maven would fetch the plugin for every build, even one that skips it. */
  @ParameterizedTest
  @ValueSource(strings = {"worker", "builder"})
  void billOfMaterials_costsOtherBuildsNothing(String module) throws Exception {
    assertThat(evaluate(BILLS.formatted("profiles/profile[id='bills']/build"), module))
        .isEqualTo("1");
    assertThat(evaluate(BILLS.formatted("build"), module)).isEqualTo("0");
  }

  private static String evaluate(String path, String module) throws Exception {
    var pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Repository.path(module + "/pom.xml").toFile());
    return XPathFactory.newInstance().newXPath().evaluate(path, pom);
  }
}
