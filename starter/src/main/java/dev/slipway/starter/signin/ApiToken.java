package dev.slipway.starter.signin;

import dev.slipway.api.Principal;
import java.time.Instant;
import java.util.Set;

/**
 * What is known about an API token.
 *
 * @param name what its owner calls it
 * @param owner who made it, and acts when it is used
 * @param groups those its owner was in when they made it
 * @param scope what it is limited to
 * @param secretSha256 the hash of its secret part; 256 random bits need no salt
 */
public record ApiToken(
    String id,
    String name,
    Principal owner,
    Set<String> groups,
    TokenScope scope,
    String secretSha256,
    Instant createdAt,
    Instant expiresAt) {
  public ApiToken {
    groups = Set.copyOf(groups);
  }

  SignedIn signedIn() {
    var principal = new Principal(owner.issuer(), owner.subject(), owner.name(), "API token", id);
    return new SignedIn(principal, groups, scope, expiresAt);
  }

  /** Without the hash: this may be logged. */
  @Override
  public String toString() {
    return "ApiToken[%s of %s]".formatted(id, owner.name());
  }
}
