package dev.slipway.starter.signin;

import java.util.regex.Pattern;

/** Where somebody is sent after signing in: a path of this server, never another one. */
public final class OwnPath {
  /** Not '//' and '/\\', which would lead to another server. */
  private static final Pattern OURS =
      Pattern.compile("/([A-Za-z0-9_.~%?&=-][A-Za-z0-9_.~%?&=/:+-]*)?");

  private OwnPath() {}

  /** The path, or that of the first page if it is not one of ours. */
  public static String of(String path) {
    return OURS.matcher(path).matches() ? path : "/";
  }
}
