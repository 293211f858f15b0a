package dev.slipway.starter.page;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Role;
import dev.slipway.api.SessionStore;
import dev.slipway.api.Target;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.agents.AgentResponse;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.estimate.Estimates;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.EstimateRequestReader;
import dev.slipway.starter.requests.Traffic;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.turn.Revision;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows one agent and what it costs. */
@Controller
@RequestMapping("/agents/{region}/{stackName}")
@Needs(Role.VIEWER)
class AgentPageController {
  private final Agents agents;
  private final Estimates estimates;
  private final EstimateRequestReader reader;
  private final Links links;
  private final PastAgents past;
  private final AwsConsole console;

  AgentPageController(
      PastAgents past,
      Agents agents,
      Estimates estimates,
      EstimateRequestReader reader,
      Links links,
      AwsConsole console) {
    this.console = console;
    this.past = past;
    this.agents = agents;
    this.estimates = estimates;
    this.reader = reader;
    this.links = links;
  }

  @GetMapping
  String show(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      Model model) {
    AgentState state;
    try {
      state = agents.require(region, stackName, account);
    } catch (ProblemException unknown) {
      if (!unknown.isNotFound()) {
        throw unknown; // It lives, but its state can't be read.
      }
      model.addAttribute("gone", past.find(region, stackName, account).orElseThrow(() -> unknown));
      return "slipway/gone";
    }
    model.addAttribute("a", AgentResponse.of(state, links));
    model.addAttribute("outputs", Output.of(state.live().map(Revision::outputs).orElse(null)));
    model.addAttribute("spans", LiveSpan.of(begins(state), Instant.now()));
    model.addAttribute("awsLinks", console.links(state));
    model.addAttribute(
        "keepsSessions", state.live().map(live -> keepsSessions(live.spec())).orElse(false));
    cost(state, Traffic.TYPICAL, model);
    return "slipway/agent";
  }

  @GetMapping("/cost")
  String cost(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam MultiValueMap<String, String> values,
      Model model) {
    Traffic traffic = reader.read(Forms.estimate(new Form(values))).traffic();
    cost(agents.require(region, stackName, account), traffic, model);
    return "slipway/cost :: cost";
  }

  private void cost(AgentState state, Traffic traffic, Model model) {
    model.addAttribute(
        "estimate",
        state
            .live()
            .map(live -> estimates.of(live.spec(), state.agent().region(), traffic))
            .orElse(null));
  }

  private static SortedMap<Integer, Instant> begins(AgentState state) {
    SortedMap<Integer, Instant> begins = new TreeMap<>();
    state.revisions().forEach(each -> begins.put(each.number(), each.liveSince()));
    return begins;
  }

  /** Whether a question can refer to the one before. */
  private static boolean keepsSessions(DeploymentSpec spec) {
    return spec.deploymentType() == Target.AGENTCORE || spec.session() != SessionStore.NONE;
  }
}
