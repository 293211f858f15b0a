package dev.slipway.cli.signin;

/** A sign-in that did not happen; the message says why. */
public final class SignInFailed extends RuntimeException {
  SignInFailed(String message) {
    super(message);
  }
}
