package dev.slipway.starter.live;

import dev.slipway.starter.live.LiveAgents.Known;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Calls agents by the URL they were given here; any other address is refused. */
@Component
public final class AgentUrls {
  private final LiveAgents agents;
  private final Invocations invocations;

  AgentUrls(LiveAgents agents, Invocations invocations) {
    this.agents = agents;
    this.invocations = invocations;
  }

  /** Whose URL this is; 404 when it belongs to no live agent. */
  public Known require(String url) {
    String wanted = bare(url);
    return agents.require(
        outputs -> answers(outputs, wanted),
        ProblemException.notFound(
            "function_url: not the URL of an agent that is live here (expected: one of those in the"
                + " outputs of a deployment)"));
  }

  /** The agent's answer; never called twice. */
  public InvocationResponse ask(Known agent, String payload, @Nullable Duration timeout) {
    return invocations.invokeUrl(
        agent.agent(), agent.live().outputs(), payload, callTimeout(agent, timeout));
  }

  /** The agent's answer, piece by piece. */
  public void stream(
      Known agent, String payload, @Nullable Duration timeout, FunctionUrls.Pieces pieces)
      throws IOException {
    invocations.streamUrl(
        agent.agent(), agent.live().outputs(), payload, callTimeout(agent, timeout), pieces);
  }

  private static Duration callTimeout(Known agent, @Nullable Duration timeout) {
    return timeout == null ? agent.live().spec().timeout() : timeout;
  }

  private static boolean answers(Outputs outputs, String wanted) {
    return outputs instanceof FunctionOutputs function
        && (wanted.equals(bare(function.functionUrl()))
            || wanted.equals(bare(function.localFunctionUrl())));
  }

  private static String bare(@Nullable String url) {
    return Objects.requireNonNullElse(url, "-").replaceAll("/+$", "");
  }
}
