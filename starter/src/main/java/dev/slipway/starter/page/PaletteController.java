package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.api.Status;
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
import java.util.Set;
import java.util.stream.Collectors;
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

  /** What no name need contain to be found. */
  private static final Set<String> STATUS_WORDS =
      Arrays.stream(Status.values())
          .flatMap(status -> Arrays.stream(status.wireName().split("_")))
          .collect(Collectors.toUnmodifiableSet());

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
          "%s, %s".formatted(deployment.agent().name(), status(deployment)),
          deployment.links().page());
    }

    private static String address(AgentName agent) {
      return Stream.of(agent.accountAlias(), agent.region(), agent.stackName())
          .filter(Objects::nonNull)
          .reduce((one, next) -> one + "/" + next)
          .orElse("");
    }

    boolean has(List<String> words) {
      return hasAll((title + " " + note).toLowerCase(Locale.ROOT), words);
    }
  }

  @GetMapping("/palette")
  String find(@RequestParam(defaultValue = "") String search, Model model) {
    List<String> words = Arrays.asList(search.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    model.addAttribute("places", Stream.concat(agents(words), deployments(words)).toList());
    return "slipway/palette :: found";
  }

  private Stream<Place> agents(List<String> words) {
    return agents.glance(new PageQuery(AGENTS, null, null)).answers(links).stream()
        .map(Place::of)
        .filter(place -> place.has(words))
        .limit(MOST);
  }

  /** The list is searched for one word; the others, and statuses, decide among what it returns. */
  private Stream<Place> deployments(List<String> words) {
    Map<String, String> search =
        words.stream()
            .filter(word -> !word.isEmpty() && !STATUS_WORDS.contains(word))
            .findFirst()
            .map(word -> Map.of("search", word))
            .orElse(Map.of());
    return deployments.page(ListQuery.read(search)).deployments().stream()
        .filter(deployment -> hasAll(text(deployment), words))
        .map(Place::of)
        .limit(MOST);
  }

  private static String text(DeploymentSummary deployment) {
    return String.join(" ", DeploymentList.searched(deployment)) + " " + status(deployment);
  }

  private static String status(DeploymentSummary deployment) {
    return deployment.status().wireName().replace('_', ' ');
  }

  private static boolean hasAll(String text, List<String> words) {
    return words.stream().allMatch(text::contains);
  }
}
