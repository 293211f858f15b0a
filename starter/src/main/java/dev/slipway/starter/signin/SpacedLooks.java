package dev.slipway.starter.signin;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;

/**
 * Looks for keys only now and then. In between it is as if the provider were away, so that the keys
 * that are known decide: a token signed with any other is refused, and is no outage.
 */
final class SpacedLooks extends JWKSetSourceWrapper<SecurityContext> {
  SpacedLooks(JWKSetSource<SecurityContext> published, Duration apart) {
    super(new RateLimitedJWKSetSource<>(published, apart.toMillis(), null));
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
      throws KeySourceException {
    try {
      return getSource().getJWKSet(refresh, currentTime, context);
    } catch (RateLimitReachedException lookedJustNow) {
      throw new JWKSetUnavailableException("looked a moment ago", lookedJustNow);
    }
  }
}
