package dev.slipway.api;

/** The HTTP headers of our own. */
public final class HeaderNames {
  /** The caller's name, as a proxy or a command line gives it; recorded, not proven. */
  public static final String USER = "X-Slipway-User";

  private HeaderNames() {}
}
