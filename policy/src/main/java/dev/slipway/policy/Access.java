package dev.slipway.policy;

import java.util.List;

/**
 * Who may sign in to a server, and what they may do.
 *
 * @param issuers the identity providers, in the order of the file
 * @param grants the roles, in the order of the file
 */
public record Access(List<Issuer> issuers, List<Grant> grants) {
  /** A server that only the owner of its home uses. */
  public static final Access NONE = new Access(List.of(), List.of());

  public Access {
    issuers = List.copyOf(issuers);
    grants = List.copyOf(grants);
  }

  /** What the caller was granted. */
  public List<Grant> grantsOf(Caller caller) {
    return grants.stream().filter(grant -> grant.isFor(caller)).toList();
  }
}
