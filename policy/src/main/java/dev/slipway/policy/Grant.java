package dev.slipway.policy;

import dev.slipway.api.Role;

/** A role for some people and some agents. */
public record Grant(Role role, People to, Reach reach) {
  /** Whether the caller gets the role; nobody does from a grant that names no one. */
  public boolean isFor(Caller caller) {
    return to.include(caller);
  }
}
