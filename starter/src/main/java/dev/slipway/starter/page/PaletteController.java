package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.agents.AgentResponse;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.deployments.DeploymentList;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.starter.requests.PageQuery;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.DeploymentSummary;
import dev.slipway.starter.views.Links;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds the agents and deployments that a visitor may go to, for the command palette. */
@Controller
@Needs(Role.VIEWER)
class PaletteController {
  /** Of each kind; whoever wants more writes more. */
  private static final int MOST = 7;

  /** As many as the home page looks at, so that both ask once. */
  private static final int AGENTS = 200;

  private final Agents agents;
  private final DeploymentList deployments;
  private final Links links;

  PaletteController(Agents agents, DeploymentList deployments, Links links) {
    this.agents = agents;
    this.deployments = deployments;
    this.links = links;
  }

  /** Somewhere to go. */
  public record Place(String kind, String title, String note, String href) {
    static Place of(AgentResponse agent) {
      return new Place("Agent", agent.agent().name(), address(agent.agent()), agent.links().page());
    }

    static Place of(DeploymentSummary deployment) {
      return new Place(
          "Deployment",
          deployment.deploymentId(),
          "%s, %s"
              .formatted(
                  deployment.agent().name(), deployment.status().wireName().replace('_', ' ')),
          deployment.links().page());
    }

    private static String address(AgentName agent) {
      return Stream.of(agent.accountAlias(), agent.region(), agent.stackName())
          .filter(Objects::nonNull)
          .reduce((one, next) -> one + "/" + next)
          .orElse("");
    }

    boolean has(List<String> words) {
      String text = (title + " " + note).toLowerCase(Locale.ROOT);
      return words.stream().allMatch(text::contains);
    }
  }

  @GetMapping("/palette")
  String find(@RequestParam(defaultValue = "") String search, Model model) {
    String wanted = search.strip().toLowerCase(Locale.ROOT);
    model.addAttribute("places", Stream.concat(agents(wanted), deployments(wanted)).toList());
    return "slipway/palette :: found";
  }

  private Stream<Place> agents(String wanted) {
    List<String> words = Arrays.asList(wanted.split("\\s+"));
    return agents.glance(new PageQuery(AGENTS, null, null)).answers(links).stream()
        .map(Place::of)
        .filter(place -> place.has(words))
        .limit(MOST);
  }

  private Stream<Place> deployments(String wanted) {
    ListQuery query = ListQuery.read(wanted.isEmpty() ? Map.of() : Map.of("search", wanted));
    return deployments.page(query).deployments().stream().map(Place::of).limit(MOST);
  }
}
