package dev.slipway.cli.acceptance;

/**
 * A promise of the product, as the report names it.
 *
 * @param onlyOnAws what an emulator cannot show of it; empty if it shows all
 */
record Expectation(String name, String expected, String onlyOnAws) {
  static Expectation of(String name, String expected) {
    return new Expectation(name, expected, "");
  }

  Expectation onlyOnAws(String what) {
    return new Expectation(name, expected, what);
  }
}
