package dev.slipway.starter.live;

import dev.slipway.starter.live.LiveAgents.Known;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.storage.aws.RuntimeCall;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.io.IOException;
import org.springframework.stereotype.Component;

/**
 * Calls agents on AgentCore by the ARN of their runtime, always under the endpoint that is live.
 */
@Component
public final class AgentRuntimes {
  private final LiveAgents agents;
  private final Invocations invocations;

  AgentRuntimes(LiveAgents agents, Invocations invocations) {
    this.agents = agents;
    this.invocations = invocations;
  }

  /** Whose ARN this is; 404 when it belongs to no live agent. */
  public Known require(String arn) {
    return agents.require(
        outputs -> outputs instanceof RuntimeOutputs runtime && runtime.runtimeArn().equals(arn),
        ProblemException.notFound(
            "agent_runtime_arn: not the ARN of an agent that is live here (expected: one of those in"
                + " the outputs of a deployment)"));
  }

  /** The agent's answer, its pieces joined; never called twice. */
  public InvocationResponse ask(Known agent, String payload, String session) {
    return invocations.invoke(agent.agent(), agent.live(), payload, session);
  }

  /** Passes the agent's answer on as it comes. */
  public void stream(Known agent, String payload, String session, RuntimeCall.Listener listener)
      throws IOException {
    invocations.follow(
        agent.agent(), (RuntimeOutputs) agent.live().outputs(), payload, session, listener);
  }
}
