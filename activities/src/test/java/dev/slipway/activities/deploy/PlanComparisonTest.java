package dev.slipway.activities.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.template.AgentTemplate;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.Permission;
import dev.slipway.workflows.steps.PlanChange.Change;
import dev.slipway.workflows.steps.PlanChange.CodeDifference;
import dev.slipway.workflows.steps.PlanChange.Difference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;

class PlanComparisonTest {
  private static final String TEMPLATE =
      """
      {"Parameters": {"MemorySize": {"Type": "Number", "Default": 512}, "Timeout": {"Type": "Number"}},
       "Resources": {"AgentFunction": {"Properties": {"Environment": {"Variables":
         {"MODE": "calm", "TOKEN": "secret-1"}}}}}}
      """;

  private static final List<Change> CHANGES =
      List.of(
          new Change("Modify", "AgentFunction", "AWS::Lambda::Function", "False"),
          new Change("Add", "AgentUrl", "AWS::Lambda::Url", "False"));

  private static StackToday stack(String template, Map<String, String> parameters) {
    return StackToday.of(Stack.builder().parameters(values(parameters)).build(), template);
  }

  private static List<Parameter> values(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            value ->
                Parameter.builder()
                    .parameterKey(value.getKey())
                    .parameterValue(value.getValue())
                    .build())
        .toList();
  }

  @Test
  void parameters_areThoseThatDiffer_defaultsCounted_andNoDeploymentIds() {
    var today =
        stack(
            TEMPLATE,
            Map.of("MemorySize", "1024", "Timeout", "30", "Old", "x", "DeploymentId", "a"));
    var wanted = StackToday.wanted(TEMPLATE, values(Map.of("Timeout", "30", "DeploymentId", "b")));

    assertThat(PlanComparison.of(today, wanted, CHANGES, null).parameters())
        .containsExactly(
            new Difference("MemorySize", "1024", "512"), new Difference("Old", "x", null));
  }

  @Test
  void environment_isReportedByName_neverByValue() {
    var wanted =
        StackToday.wanted(
            TEMPLATE.replace("secret-1", "secret-2").replace("MODE", "MOOD"), List.of());
    var comparison = PlanComparison.of(stack(TEMPLATE, Map.of()), wanted, CHANGES, null);

    assertThat(comparison.environment())
        .containsExactly(
            new Difference("MODE", "set", null),
            new Difference("MOOD", null, "set"),
            new Difference("TOKEN", "set", "set"));
    assertThat(comparison.toString()).doesNotContain("secret-");
  }

  @Test
  void fingerprint_dependsOnTheCurrentStack_andNotOnTheOrderOfChanges() {
    var today = stack(TEMPLATE, Map.of("Timeout", "30"));
    var wanted = StackToday.wanted(TEMPLATE, values(Map.of("Timeout", "60")));
    var plan = PlanComparison.of(today, wanted, CHANGES, null).fingerprint();

    assertThat(PlanComparison.of(today, wanted, CHANGES.reversed(), null).fingerprint())
        .isEqualTo(plan);
    var otherTemplate = stack(TEMPLATE.replace("calm", "wild"), Map.of("Timeout", "30"));
    assertThat(PlanComparison.of(otherTemplate, wanted, CHANGES, null).fingerprint())
        .isNotEqualTo(plan);
    var otherValue = stack(TEMPLATE, Map.of("Timeout", "31"));
    assertThat(PlanComparison.of(otherValue, wanted, CHANGES, null).fingerprint())
        .isNotEqualTo(plan);
    assertThat(PlanComparison.of(today, wanted, CHANGES.subList(0, 1), null).fingerprint())
        .isNotEqualTo(plan);
  }

  @Test
  void whatTheAgentWillBeAllowed_isReadInIamsWords() throws Exception {
    var template = AgentTemplate.parse(new TemplateBundle().samTemplate());
    var booking = new Permission(List.of("dynamodb:PutItem"), List.of("*"));
    var today = stack(template.allowing(List.of()).json(), Map.of());
    var wanted = StackToday.wanted(template.allowing(List.of(booking)).json(), List.of());
    String statement =
        "{\"Effect\":\"Allow\",\"Action\":[\"dynamodb:PutItem\"],\"Resource\":[\"*\"]}";

    assertThat(PlanComparison.of(today, wanted, CHANGES, null).parameters())
        .contains(new Difference("Permissions", null, statement));
    assertThat(PlanComparison.of(wanted, today, CHANGES, null).parameters())
        .contains(new Difference("Permissions", statement, null));
    assertThat(PlanComparison.of(wanted, wanted, CHANGES, null).parameters()).isEmpty();
  }

  @Test
  void givenRole_replacesTheStacksOwnAndIsNamed() throws Exception {
    String role = "arn:aws:iam::000000000000:role/agents/pilot";
    var template = AgentTemplate.parse(new TemplateBundle().samTemplate());
    var given = template.runningAs(role);
    var today = stack(template.json(), Map.of());
    var wanted = StackToday.wanted(given.json(), List.of());

    assertThat(PlanComparison.of(today, wanted, CHANGES, null).parameters())
        .contains(new Difference("ExecutionRole", null, role));
    assertThat(PlanComparison.of(wanted, wanted, CHANGES, null).parameters()).isEmpty();
    assertThat(given.published(new DeploymentId("d-1"), Map.of()).json())
        .contains(role)
        .doesNotContain("AgentRole", "AgentRights", "AWS::IAM::");
  }

  @Test
  void templateThatIsNotYaml_hasNothingToCompare() {
    assertThat(stack("{{{", Map.of()).variables()).isEmpty();
  }

  @Test
  void lines_areCounted_byFile() {
    assertThat(
            SourceDifference.between(
                files(Map.of("one.py", "a\n", "two.py", "b\n")), files(Map.of("one.py", "a\nc\n"))))
        .isEqualTo(new CodeDifference(1, 1));
  }

  private static SortedMap<String, byte[]> files(Map<String, String> texts) {
    var files = new TreeMap<String, byte[]>();
    texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return files;
  }
}
