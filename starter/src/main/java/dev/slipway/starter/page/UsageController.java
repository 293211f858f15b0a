package dev.slipway.starter.page;

import dev.slipway.api.Durations;
import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.estimate.Estimates;
import dev.slipway.starter.live.Usage;
import dev.slipway.starter.live.Usages;
import dev.slipway.starter.problems.Parameter;
import dev.slipway.starter.requests.Traffic;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.turn.Revision;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows how an agent is used: calls, failures, duration, memory and cost, as its log says. */
@Controller
@Needs(Role.OPERATOR)
class UsageController {
  /** AWS bills a month as 730 hours. */
  private static final Duration MONTH = Duration.ofHours(730);

  /** A chart of less says nothing. */
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private final Agents agents;
  private final Usages usages;
  private final Estimates estimates;

  UsageController(Agents agents, Usages usages, Estimates estimates) {
    this.agents = agents;
    this.usages = usages;
    this.estimates = estimates;
  }

  @GetMapping("/agents/{region}/{stackName}/usage")
  String usage(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(defaultValue = "1h") String since,
      Model model) {
    Instant from = Parameter.read("since", () -> moment(since));
    AgentState agent = agents.require(region, stackName, account);
    Revision live = Agents.live(agent);
    Usage usage = usages.since(from, agent);
    model.addAttribute("usage", usage);
    model.addAttribute("charts", Bars.of(usage, live.spec().memorySize()));
    if (usage.complete() && usage.total().calls() > 0) {
      model.addAttribute("monthly", estimates.of(live.spec(), region, monthly(usage)).monthlyUsd());
    }
    return "slipway/usage :: usage";
  }

  private static Instant moment(String since) {
    Instant now = Instant.now();
    Instant from = Durations.readMoment("since", since, now);
    if (from.isAfter(now.minus(SHORTEST))) {
      throw new IllegalArgumentException(
          "since: '%s' (expected: a minute ago or earlier)".formatted(since));
    }
    return from;
  }

  /** A month in which the agent is used as it was in this span. */
  private static Traffic monthly(Usage usage) {
    double months = (double) MONTH.toMillis() / usage.span().toMillis();
    return new Traffic(Math.round(usage.total().calls() * months), usage.total().mean());
  }
}
