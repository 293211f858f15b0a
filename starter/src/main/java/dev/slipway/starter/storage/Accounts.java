package dev.slipway.starter.storage;

/** Which AWS account the credentials belong to. */
@FunctionalInterface
public interface Accounts {
  /** Twelve digits; fails with the SDK's exceptions when AWS does not answer. */
  String account(String region);

  /** The same, asked now: what AWS said a minute ago is no evidence of its health. */
  default String accountNow(String region) {
    return account(region);
  }
}
