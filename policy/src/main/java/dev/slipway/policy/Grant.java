package dev.slipway.policy;

import dev.slipway.api.Role;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role for some people and some agents.
 *
 * @param issuer only people of this issuer; of any when absent
 * @param subjects patterns of subjects; a person fits if one does
 * @param groups names of groups; a person fits if they are in one
 */
public record Grant(
    Role role, @Nullable String issuer, List<String> subjects, List<String> groups, Reach reach) {
  public Grant {
    subjects = List.copyOf(subjects);
    groups = List.copyOf(groups);
  }

  /** Whether the caller gets the role; nobody does from a grant that names no one. */
  public boolean isFor(Caller caller) {
    return (issuer == null || issuer.equals(caller.issuer()))
        && (subjects.stream().anyMatch(pattern -> Wildcard.matches(pattern, caller.subject()))
            || !Collections.disjoint(groups, caller.groups()));
  }
}
