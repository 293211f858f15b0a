package dev.slipway.starter.storage;

import dev.slipway.storage.aws.CallerIdentity;

/** The account as reported by STS. */
record CallerAccounts(CallerIdentity identity) implements Accounts {
  @Override
  public String account(String region) {
    return identity.in(region).account();
  }

  @Override
  public String accountNow(String region) {
    return identity.ask(region).account();
  }
}
