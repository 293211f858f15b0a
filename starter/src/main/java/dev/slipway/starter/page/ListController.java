package dev.slipway.starter.page;

import dev.slipway.api.DeploymentType;
import dev.slipway.api.Role;
import dev.slipway.api.Status;
import dev.slipway.api.WireName;
import dev.slipway.api.WireNames;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.deployments.DeploymentList;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.starter.requests.PageQuery;
import dev.slipway.starter.views.DeploymentSummary;
import dev.slipway.starter.views.Links;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the lists: deployments and agents. */
@Controller
@Needs(Role.VIEWER)
class ListController {
  private static final int AGENTS = 100;

  private final DeploymentList list;
  private final Agents agents;
  private final Links links;
  private final Permissions permissions;

  ListController(DeploymentList list, Agents agents, Links links, Permissions permissions) {
    this.permissions = permissions;
    this.list = list;
    this.agents = agents;
    this.links = links;
  }

  /**
   * One line of the list.
   *
   * @param took absent while it is in progress
   */
  public record Row(DeploymentSummary d, @Nullable String took) {
    static Row of(DeploymentSummary summary) {
      Long millis = summary.durationMs();
      return new Row(summary, millis == null ? null : Timescale.took(millis));
    }
  }

  @GetMapping("/")
  String deployments(@RequestParam Map<String, String> parameters, Model model) {
    ListQuery query = ListQuery.read(parameters);
    var page = list.page(query);
    Listing listing = new Listing(query);
    String next = page.nextPageToken();
    model.addAttribute("deployments", page.deployments().stream().map(Row::of).toList());
    model.addAttribute("older", next == null ? null : listing.page(next));
    model.addAttribute("query", query.filters());
    model.addAttribute("list", listing);
    model.addAttribute("accounts", permissions.accounts());
    model.addAttribute("firstPage", query.pageToken() == null);
    model.addAttribute("statuses", Status.known());
    model.addAttribute(
        "types", WireNames.known(DeploymentType.class).stream().map(WireName::wireName).toList());
    return "slipway/home";
  }

  @GetMapping("/agents")
  String agents(
      @RequestParam(value = "page_token", required = false) @Nullable String token,
      @RequestParam(required = false) @Nullable String account,
      Model model) {
    var found =
        agents.glance(
            new PageQuery(AGENTS, token, account == null || account.isBlank() ? null : account));
    model.addAttribute("agents", found.answers(links));
    model.addAttribute("next", found.nextToken());
    return "slipway/agents";
  }
}
