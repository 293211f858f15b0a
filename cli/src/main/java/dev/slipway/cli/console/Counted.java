package dev.slipway.cli.console;

/** A number of things, in words. */
public final class Counted {
  private Counted() {}

  /** Such as "1 bundle" and "2 bundles". */
  public static String of(long count, String noun) {
    return count == 1 ? "1 " + noun : count + " " + noun + "s";
  }
}
