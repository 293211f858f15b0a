package dev.slipway.activities.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

class DeployedStackTest {
  private static final String TEMPLATE =
      """
      {"Parameters": {"Size": {"Default": "1"}, "DeploymentId": {"Default": "none"}}}
      """;
  private static final String ROLE = "arn:aws:iam::000000000000:role/cloudformation";

  private static final Stack FIRST =
      Stack.builder()
          .stackStatus(StackStatus.CREATE_COMPLETE)
          .parameters(parameter("DeploymentId", "first"), parameter("Size", "1"))
          .tags(tag("slipway:deployment-id", "first"), tag("team", "tide"))
          .roleARN(ROLE)
          .build();

  private static Parameter parameter(String name, String value) {
    return Parameter.builder().parameterKey(name).parameterValue(value).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static boolean matches(Stack stack) {
    var today = StackToday.of(stack, TEMPLATE);
    var wanted = StackToday.wanted(TEMPLATE, List.of(parameter("DeploymentId", "second")));
    var tags = Map.of("team", "tide", "slipway:deployment-id", "second");
    return new DeployedStack(stack, today).matches(wanted, tags, ROLE);
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE_COMPLETE, true",
    "UPDATE_COMPLETE, true",
    "UPDATE_ROLLBACK_COMPLETE, false",
    "IMPORT_COMPLETE, false",
    "IMPORT_ROLLBACK_COMPLETE, false",
    "UPDATE_IN_PROGRESS, false",
    "UPDATE_FAILED, false"
  })
  void onlyAStackThatIsAsItsTemplateSays_needsNoChange(StackStatus status, boolean matches) {
    assertThat(matches(FIRST.toBuilder().stackStatus(status).build())).isEqualTo(matches);
  }

  @Test
  void hiddenValue_tagOfSomeoneElse_orAnotherRole_isAChange() {
    assertThat(
            List.of(
                FIRST.toBuilder().parameters(parameter("Size", "****")).build(),
                FIRST.toBuilder().tags(tag("team", "tide"), tag("aws:odd", "1")).build(),
                FIRST.toBuilder().roleARN(null).build()))
        .noneMatch(DeployedStackTest::matches);
  }

  @Test
  void orderOfTags_isNoChange() {
    assertThat(
            matches(
                FIRST.toBuilder()
                    .tags(tag("team", "tide"), tag("slipway:deployment-id", "x"))
                    .build()))
        .isTrue();
  }
}
