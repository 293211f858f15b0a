package dev.slipway.starter.page;

import dev.slipway.starter.agents.AgentAnswer;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.deployments.DeploymentList;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.views.DeploymentAnswer;
import dev.slipway.starter.views.DeploymentAnswers;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.model.Status;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the list and single deployments. */
@Controller
class PageController {
  private static final int AGENTS = 50;

  private final Deployments deployments;
  private final DeploymentAnswers answers;
  private final DeploymentList list;
  private final Agents agents;
  private final Links links;

  PageController(
      Deployments deployments,
      DeploymentAnswers answers,
      DeploymentList list,
      Agents agents,
      Links links) {
    this.deployments = deployments;
    this.answers = answers;
    this.list = list;
    this.agents = agents;
    this.links = links;
  }

  @GetMapping("/")
  String home(@RequestParam Map<String, String> parameters, Model model) {
    ListQuery query = ListQuery.read(parameters);
    var page = list.page(query);
    model.addAttribute("deployments", page.deployments());
    model.addAttribute("next", page.nextPageToken());
    model.addAttribute("query", query.filters());
    model.addAttribute("queryString", queryString(query));
    model.addAttribute("statuses", Status.values());
    model.addAttribute(
        "agents",
        agents.list(AGENTS, null).agents().stream()
            .map(state -> AgentAnswer.of(state, links))
            .toList());
    return "slipway/home";
  }

  private static String queryString(ListQuery query) {
    return query.filters().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            filter ->
                filter.getKey()
                    + "="
                    + URLEncoder.encode(filter.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  @GetMapping("/deployments/{id}")
  String deployment(@PathVariable String id, Model model) {
    DeploymentAnswer answer = answers.of(deployments.view(id));
    model.addAttribute("d", answer);
    model.addAttribute("bars", Bar.of(answer, Instant.now()));
    model.addAttribute("total", Bar.took(answer.durationMs()));
    model.addAttribute("outputs", Output.of(answer.outputs()));
    return "slipway/deployment";
  }
}
