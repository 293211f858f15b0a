package dev.slipway.starter.page;

import dev.slipway.starter.StarterSettings;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.turn.Revision;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where the AWS console shows what an agent consists of. */
@Component
final class AwsConsole {
  /** Other partitions have consoles of their own. */
  private static final String PARTITION = "arn:aws:";

  private final boolean emulated;

  AwsConsole(StarterSettings settings) {
    this.emulated = settings.aws().endpoint() != null;
  }

  /** A page of the console. */
  public record Link(String name, String href) {}

  /** None for an emulator, which the console does not know. */
  List<Link> links(AgentState agent) {
    return agent
        .live()
        .map(Revision::outputs)
        .filter(outputs -> !emulated && outputs.arn().startsWith(PARTITION))
        .map(outputs -> links(agent.agent(), outputs))
        .orElse(List.of());
  }

  static List<Link> links(AgentKey agent, Outputs outputs) {
    var links = new ArrayList<Link>();
    if (outputs instanceof FunctionOutputs function) {
      links.add(link("Function", "lambda", agent, "/functions/" + function.functionName()));
    }
    links.add(
        link(
            "Stack",
            "cloudformation",
            agent,
            "/stacks?filteringText=" + agent.stackName().value()));
    links.add(
        link(
            "Log",
            "cloudwatch",
            agent,
            "logsV2:log-groups/log-group/" + outputs.logGroup().replace("/", "$252F")));
    return links;
  }

  private static Link link(String name, String service, AgentKey agent, String place) {
    return new Link(
        name,
        "https://%1$s.console.aws.amazon.com/%2$s/home?region=%1$s#%3$s"
            .formatted(agent.region(), service, place));
  }
}
