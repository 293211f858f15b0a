package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.StackName;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import org.junit.jupiter.api.Test;

class AwsConsoleTest {
  private static final AgentKey AGENT =
      new AgentKey("123456789012", "eu-west-1", new StackName("strands-agent-pilot"));

  @Test
  void links_leadToTheRegionsConsole() {
    var outputs =
        new FunctionOutputs(
            "arn:aws:lambda:eu-west-1:123456789012:function:pilot",
            "pilot",
            "3",
            "/aws/lambda/pilot",
            null,
            null,
            null,
            null);

    assertThat(AwsConsole.links(AGENT, outputs))
        .extracting(AwsConsole.Link::href)
        .containsExactly(
            "https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/pilot",
            "https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks?filteringText=strands-agent-pilot",
            "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fpilot");
  }

  @Test
  void aRuntime_isNoFunction() {
    var outputs = new RuntimeOutputs("arn:aws:x", "pilot-1", "pilot", "3", "live", "/aws/bedrock");

    assertThat(AwsConsole.links(AGENT, outputs))
        .extracting(AwsConsole.Link::name)
        .containsExactly("Stack", "Log");
  }
}
