package dev.slipway.workflows.model;

import org.jspecify.annotations.Nullable;

/**
 * The role that leads into another account than the workers' own. It travels with what is asked
 * for, so that a policy file that changes meanwhile strands nothing.
 *
 * @param alias what requests call the account
 * @param arn of the role
 * @param externalId what its trust policy expects; absent for nothing
 * @param principal on whose behalf it is assumed, as issuer and subject; absent for Slipway's own
 */
public record AccountRole(
    String alias, String arn, @Nullable String externalId, @Nullable String principal) {
  /** The same on behalf of someone, or of no one. */
  public AccountRole on(@Nullable String behalfOf) {
    return new AccountRole(alias, arn, externalId, behalfOf);
  }
}
