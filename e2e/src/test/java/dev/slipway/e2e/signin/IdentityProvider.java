package dev.slipway.e2e.signin;

import java.net.URI;

/**
 * An identity provider that tests start, stop and give keys to. Everything else they do with it as
 * any application does, from its metadata. It knows {@link TestUsers}, who sign in with any
 * password in a form with the fields {@code username} and {@code password}; the page is its client
 * {@link Applications#PAGE}, a public one with PKCE.
 */
interface IdentityProvider extends AutoCloseable {
  /** Its address, and how its tokens spell it. */
  URI issuer();

  /** Starts it, at the same address each time, and returns once it answers. */
  void start(SigningKeys keys);

  /** Stops it; it forgets who is signed in. */
  void stop();

  @Override
  default void close() {
    stop();
  }
}
