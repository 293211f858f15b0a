package dev.slipway.starter.live;

/**
 * What model answers took.
 *
 * @param input what the models were sent, whether they had it cached or not
 * @param output what they said
 */
public record Tokens(long input, long output) {
  static final Tokens NONE = new Tokens(0, 0);

  Tokens plus(Tokens more) {
    return new Tokens(input + more.input, output + more.output);
  }

  public long total() {
    return input + output;
  }
}
