package dev.slipway.starter.signin;

import dev.slipway.api.Principal;
import dev.slipway.policy.Caller;
import java.io.Serial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Somebody who has proven who they are. */
public final class SignedIn extends AbstractAuthenticationToken {
  @Serial private static final long serialVersionUID = 1;

  private final transient Principal principal;
  private final transient Set<String> groups;
  private final transient @Nullable TokenScope scope;
  private final @Nullable Instant until;

  /**
   * Somebody.
   *
   * @param groups those that their issuer says they are in
   * @param scope what the token they used is limited to; null for everything they may do
   * @param until when their sign-in ends by itself; null if it does not
   */
  SignedIn(
      Principal principal,
      Set<String> groups,
      @Nullable TokenScope scope,
      @Nullable Instant until) {
    super(List.of());
    this.principal = principal;
    this.groups = Set.copyOf(groups);
    this.scope = scope;
    this.until = until;
    setAuthenticated(true);
  }

  /** Whoever makes the current request; empty outside one, and for one that needs no sign-in. */
  public static Optional<SignedIn> current() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
        ? Optional.of(signedIn)
        : Optional.empty();
  }

  public Principal principal() {
    return principal;
  }

  /** Whether they hold the server's own token. */
  public boolean isOwner() {
    return principal.issuer().equals(Principal.LOCAL)
        && principal.subject().equals(LocalToken.OWNER);
  }

  /** Whom the grants of the server are judged for. */
  public Caller caller() {
    return new Caller(principal.issuer(), principal.subject(), groups);
  }

  /** What their token is limited to. */
  public Optional<TokenScope> scope() {
    return Optional.ofNullable(scope);
  }

  public Optional<Instant> until() {
    return Optional.ofNullable(until);
  }

  @Override
  public Object getPrincipal() {
    return principal;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public String getName() {
    return principal.name();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedIn that
        && principal.equals(that.principal)
        && groups.equals(that.groups);
  }

  @Override
  public int hashCode() {
    return principal.hashCode();
  }
}
