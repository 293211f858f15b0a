package dev.slipway.starter.signin;

import dev.slipway.api.Role;
import dev.slipway.policy.Reach;
import org.jspecify.annotations.Nullable;

/**
 * What an API token is limited to. It never gives more than its owner has.
 *
 * @param role the role it may use; all of its owner's when absent
 * @param reach the agents it is for
 */
public record TokenScope(@Nullable Role role, Reach reach) {
  /** Everything that its owner may do. */
  public static final TokenScope WHOLE = new TokenScope(null, Reach.ALL);

  /** Whether the token may be used for what needs the role, apart from the agent. */
  public boolean includes(Role needed) {
    return role == null || role.includes(needed);
  }
}
