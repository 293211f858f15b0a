package dev.slipway.cli.audit;

import java.util.List;

/**
 * The result of a verification.
 *
 * @param objectsElsewhere referenced by a bundle but not in the folder
 */
public record Verdict(
    List<Chain> chains, int objectsChecked, int objectsElsewhere, List<Break> broken) {

  /** One agent's chain as far as it was found. */
  public record Chain(String agent, int bundles, String head) {}

  public boolean intact() {
    return broken.isEmpty();
  }
}
