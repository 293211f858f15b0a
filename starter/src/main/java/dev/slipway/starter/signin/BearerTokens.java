package dev.slipway.starter.signin;

import dev.slipway.starter.problems.ProblemException;
import org.springframework.stereotype.Component;

/** Knows by the looks of a token who has to vouch for it. */
@Component
public final class BearerTokens {
  private final LocalToken local;
  private final ApiTokens tokens;
  private final ProviderTokens providers;

  BearerTokens(LocalToken local, ApiTokens tokens, ProviderTokens providers) {
    this.local = local;
    this.tokens = tokens;
    this.providers = providers;
  }

  /** Whoever holds the token; 401 if it does not hold, 503 if nobody can say. */
  public SignedIn check(String token) {
    if (ApiTokens.looksLikeOne(token)) {
      return tokens.check(token);
    }
    if (ProviderTokens.looksLikeOne(token)) {
      return providers.check(token);
    }
    return local
        .check(token)
        .orElseThrow(
            () ->
                ProblemException.unauthorized(
                    "Authorization: a token that this server did not issue (expected: %s)"
                        .formatted(
                            local.exists()
                                ? "the token of its home, or one made with 'slipway tokens create'"
                                : "one made with 'slipway tokens create', or of an identity provider")));
  }
}
