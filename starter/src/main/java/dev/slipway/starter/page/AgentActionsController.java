package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.admission.Admissions;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.agents.Lifetimes;
import dev.slipway.starter.drift.DriftLooks;
import dev.slipway.starter.requests.DriftRequestReader;
import dev.slipway.starter.requests.ReuseRequestReader;
import dev.slipway.starter.requests.TtlRequestReader;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.agent.AgentState;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the buttons of an agent's page do. */
@Controller
@RequestMapping("/agents/{region}/{stackName}")
@Needs(Role.OPERATOR)
class AgentActionsController {
  private final Agents agents;
  private final Admissions admissions;
  private final ReuseRequestReader reuses;
  private final Lifetimes lifetimes;
  private final TtlRequestReader ttls;
  private final DriftLooks looks;
  private final DriftRequestReader drifts;
  private final Links links;

  AgentActionsController(
      Agents agents,
      Admissions admissions,
      ReuseRequestReader reuses,
      Lifetimes lifetimes,
      TtlRequestReader ttls,
      DriftLooks looks,
      DriftRequestReader drifts,
      Links links) {
    this.links = links;
    this.agents = agents;
    this.admissions = admissions;
    this.reuses = reuses;
    this.lifetimes = lifetimes;
    this.ttls = ttls;
    this.looks = looks;
    this.drifts = drifts;
  }

  @PostMapping("/ttl")
  String ttl(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam MultiValueMap<String, String> values,
      HttpServletRequest request) {
    var change = ttls.read(Forms.ttl(new Form(values)));
    AgentState agent = agents.require(region, stackName, account);
    lifetimes.set(agent, change);
    return backTo(agent);
  }

  @Needs(Role.DEPLOYER)
  @PostMapping("/rollback")
  String rollback(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam MultiValueMap<String, String> values,
      HttpServletRequest request) {
    var asked = reuses.readRollback(Forms.rollback(new Form(values)), null);
    return "redirect:/deployments/"
        + admissions.reuse(agents.require(region, stackName, account).agent(), asked);
  }

  @Needs(Role.DEPLOYER)
  @PostMapping("/redeploy")
  String redeploy(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam MultiValueMap<String, String> values,
      HttpServletRequest request) {
    var asked = reuses.readRedeploy(Forms.decision(new Form(values)), null);
    return "redirect:/deployments/"
        + admissions.reuse(agents.require(region, stackName, account).agent(), asked);
  }

  /** Checks now, and as often as given from now on; if not given, the interval is unchanged. */
  @PostMapping("/drift")
  String drift(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam MultiValueMap<String, String> values) {
    AgentState agent = agents.require(region, stackName, account);
    looks.look(agent, drifts.read(Forms.drift(new Form(values))));
    return backTo(agent);
  }

  private String backTo(AgentState agent) {
    return "redirect:" + links.ofAgent(agent.agent()).page();
  }
}
