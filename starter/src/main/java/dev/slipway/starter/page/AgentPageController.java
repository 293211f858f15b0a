package dev.slipway.starter.page;

import dev.slipway.starter.agents.AgentAnswer;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.live.Console;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.turn.Revision;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows one agent and asks it. */
@Controller
@RequestMapping("/agents/{region}/{stackName}")
class AgentPageController {
  private final Agents agents;
  private final Console console;
  private final Links links;

  AgentPageController(Agents agents, Console console, Links links) {
    this.agents = agents;
    this.console = console;
    this.links = links;
  }

  @GetMapping
  String show(@PathVariable String region, @PathVariable String stackName, Model model) {
    var state = agents.require(region, stackName);
    model.addAttribute("a", AgentAnswer.of(state, links));
    model.addAttribute("outputs", Output.of(state.live().map(Revision::outputs).orElse(null)));
    return "slipway/agent";
  }

  @PostMapping("/invoke")
  String ask(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam String prompt,
      Model model) {
    model.addAttribute("answer", console.ask(region, stackName, Forms.prompt(prompt)));
    return "slipway/answer :: answer";
  }
}
