package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.admission.Admissions;
import dev.slipway.starter.agents.AgentResponse;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.agents.DestroyPreviews;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.starter.views.Links;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what destroying an agent would remove, and destroys it. */
@Controller
@RequestMapping("/agents/{region}/{stackName}/destroy")
@Needs(Role.OPERATOR)
class DestroyController {
  private final Agents agents;
  private final DestroyPreviews previews;
  private final Admissions admissions;
  private final PatchReader reader;
  private final Links links;

  DestroyController(
      Agents agents,
      DestroyPreviews previews,
      Admissions admissions,
      PatchReader reader,
      Links links) {
    this.agents = agents;
    this.previews = previews;
    this.admissions = admissions;
    this.reader = reader;
    this.links = links;
  }

  @GetMapping
  String ask(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      Model model) {
    model.addAttribute("a", AgentResponse.of(agents.require(region, stackName, account), links));
    return "slipway/destroy";
  }

  /** Requested by the page itself: a worker takes a second or so to check. */
  @GetMapping("/preview")
  String preview(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      HttpServletRequest request,
      Model model) {
    var agent = agents.require(region, stackName, account);
    model.addAttribute("entries", previews.of(agent.agent()));
    return "slipway/destroy :: preview";
  }

  @PostMapping
  String destroy(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam MultiValueMap<String, String> values,
      HttpServletRequest request) {
    var agent = agents.require(region, stackName, account);
    var decision = reader.readDecision(Forms.decision(new Form(values)));
    var id = admissions.destroy(agent.agent(), agent.agentName(), decision.by(), decision.reason());
    return "redirect:/deployments/" + id;
  }
}
