package dev.slipway.policy;

import java.util.Set;

/**
 * Whom a grant is judged for.
 *
 * @param issuer who vouches for them
 * @param subject who they are to that issuer
 * @param groups which groups the issuer says they are in
 */
public record Caller(String issuer, String subject, Set<String> groups) {
  public Caller {
    groups = Set.copyOf(groups);
  }
}
