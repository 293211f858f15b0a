package dev.slipway.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An AWS account that a server deploys to besides its own.
 *
 * @param alias what requests call it
 * @param id its 12 digits
 * @param role ARN of the role in it that the server and its workers assume
 * @param externalId what the role's trust policy expects; absent for nothing
 * @param regions patterns of the regions that it is for; all when empty
 */
public record Account(
    String alias, String id, String role, @Nullable String externalId, List<String> regions) {
  /** The alias of the server's own account, which needs no role. */
  public static final String OWN = "own";

  public Account {
    regions = List.copyOf(regions);
  }

  /** Whether it is for the region. */
  public boolean allows(String region) {
    return Reach.fits(regions, region);
  }
}
