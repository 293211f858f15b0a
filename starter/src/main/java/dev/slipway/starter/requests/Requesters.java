package dev.slipway.starter.requests;

import org.jspecify.annotations.Nullable;

/** The caller: a name from a header or a body, made safe to store and show. */
public final class Requesters {
  private static final int LONGEST = 200;

  private Requesters() {}

  /** The name, or {@code anonymous}. */
  public static String named(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return "anonymous";
    }
    String clean = given.strip().replaceAll("\\p{Cntrl}", " ");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
  }
}
