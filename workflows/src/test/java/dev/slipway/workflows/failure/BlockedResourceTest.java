package dev.slipway.workflows.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockedResourceTest {
  @Test
  void linesOfEvidence_yieldTheirIds() {
    var role = new BlockedResource("AgentRole", "AWS::IAM::Role", "not authorized");
    var silent = new BlockedResource("AgentAlias", "AWS::Lambda::Alias", "");

    assertThat(role.line()).isEqualTo("blocked: AgentRole AWS::IAM::Role: not authorized");
    assertThat(BlockedResource.in(List.of(role.line(), silent.line(), "arn: blocked: Not this")))
        .containsExactly("AgentRole", "AgentAlias");
  }

  @ParameterizedTest
  @CsvSource({"AgentFunction,true", "Agent-Function,false", "Nested.Role,false", "'',false"})
  void logicalIds_areLettersAndDigits(String text, boolean valid) {
    assertThat(BlockedResource.isLogicalId(text)).isEqualTo(valid);
  }
}
