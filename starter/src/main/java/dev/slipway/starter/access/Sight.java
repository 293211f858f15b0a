package dev.slipway.starter.access;

import dev.slipway.policy.Reach;
import java.util.List;

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

  public boolean covers(String region, String stackName) {
    return token.covers(stackName, region)
        && reaches.stream().anyMatch(reach -> reach.covers(stackName, region));
  }
}
