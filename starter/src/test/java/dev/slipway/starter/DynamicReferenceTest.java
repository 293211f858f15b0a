package dev.slipway.starter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No caller gets CloudFormation to read a secret for it, whatever the field. */
class DynamicReferenceTest {
  private static final String SECRET = "slipway/other-agent/d-1:SecretString:KEY";
  private static final String REFERENCE = "{{resolve:secretsmanager:" + SECRET + "}}";

  /** These reach the package, Secrets Manager or the agent, and no template. */
  private static final Set<String> NEVER_IN_A_TEMPLATE =
      Set.of("code", "api_keys", "smoke_test", "prompt", "input_data", "payload");

  private static RunningStarter starter;

  @BeforeAll
  static void open() {
    starter = RunningStarter.openWithoutTemporal(new FakeStorage());
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  @TestFactory
  List<DynamicTest> everyFieldOfEveryCall_refusesAReference() {
    var tests = new ArrayList<DynamicTest>();
    fields()
        .forEach(
            (path, names) ->
                names.stream()
                    .filter(name -> !NEVER_IN_A_TEMPLATE.contains(name))
                    .forEach(
                        name ->
                            tests.add(
                                DynamicTest.dynamicTest(
                                    path + " " + name, () -> assertRefused(path, name)))));
    assertThat(tests).hasSizeGreaterThan(60);
    return tests;
  }

  /** As in the specification, which another test compares with what the readers know. */
  private static Map<String, List<String>> fields() {
    var specification = RunningStarter.json(starter.get("/openapi.json").body());
    var fields = new TreeMap<String, List<String>>();
    OpenApiTest.READERS
        .keySet()
        .forEach(
            path -> {
              var item = specification.path("paths").path(path);
              var operation = item.has("post") ? item.path("post") : item.path("delete");
              String schema =
                  operation
                      .at("/requestBody/content/application~1json/schema/$ref")
                      .asString()
                      .substring(1);
              fields.put(
                  path, List.copyOf(specification.at(schema).path("properties").propertyNames()));
            });
    return fields;
  }

  private static void assertRefused(String path, String field) {
    for (String value :
        List.of(
            "\"%s\"",
            "{\"KEY\":\"x%s\"}", "[\"a\",\"%s\"]", "{\"a\":[{\"b\":\"%s\"}]}", "{\"%s\":1}")) {
      var errors = errors(path, "{\"%s\":%s}".formatted(field, value.formatted(REFERENCE)));
      assertThat(errors)
          .filteredOn(one -> one.code().equals("dynamic_reference"))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.field()).startsWith(field);
                assertThat(one.message())
                    .contains("{{resolve:secretsmanager:…}}", "expected:")
                    .doesNotContain(SECRET);
                assertThat(one.hint()).contains("api_keys");
              });
    }
  }

  private static List<FieldError> errors(String path, String body) {
    var reader = requireNonNull(OpenApiTest.READERS.get(path));
    var json = RunningStarter.json(body);
    return catchThrowableOfType(ProblemException.class, () -> reader.accept(json))
        .problem()
        .errors();
  }

  @Test
  void fieldThatNoReaderKnowsYet_isCheckedToo() {
    assertThat(errors("/api/v1/deployments", "{\"of_tomorrow\":\"%s\"}".formatted(REFERENCE)))
        .extracting(FieldError::code)
        .contains("dynamic_reference");
  }

  @Test
  void patch_isCheckedLikeADeployment() {
    String path = "/api/v1/deployments/{id}/retry";
    String patch = "{\"patch\":{\"%s\":{\"KEY\":\"%s\"}}}";

    assertThat(errors(path, patch.formatted("environment_variables", REFERENCE)))
        .extracting(FieldError::field)
        .contains("patch.environment_variables.KEY");
    assertThat(errors(path, patch.formatted("smoke_test", REFERENCE)))
        .extracting(FieldError::code)
        .doesNotContain("dynamic_reference");
  }

  @Test
  void overHttp_itIsRefused() {
    var refused =
        starter.post(
            "/api/v1/deployments",
            """
            {"function_name":"thief","code":"x = 1","environment_variables":{"X":"%s"}}"""
                .formatted(REFERENCE));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("dynamic_reference").doesNotContain(SECRET);
  }

  @Test
  void promptOfAnAgent_mayHoldAnything() {
    var reader =
        requireNonNull(OpenApiTest.READERS.get("/api/v1/agents/{region}/{stackName}/invoke"));

    assertThatCode(
            () -> reader.accept(RunningStarter.json("{\"prompt\":\"%s\"}".formatted(REFERENCE))))
        .doesNotThrowAnyException();
  }
}
