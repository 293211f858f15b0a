package dev.slipway.starter.access;

import dev.slipway.policy.Reach;
import java.util.List;
import java.util.function.Supplier;

/**
 * The agents that somebody may see.
 *
 * @param reaches those that they were granted a role for; none when empty
 * @param token those that the token they use is for
 */
public record Sight(List<Reach> reaches, Reach token) {
  public Sight {
    reaches = List.copyOf(reaches);
  }

  /**
   * Whether the agent is one of them.
   *
   * @param account the alias of its account, asked for only where it matters
   */
  public boolean covers(Supplier<String> account, String region, String stackName) {
    return token.covers(stackName, region, account)
        && reaches.stream().anyMatch(reach -> reach.covers(stackName, region, account));
  }
}
