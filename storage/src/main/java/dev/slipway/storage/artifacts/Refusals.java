package dev.slipway.storage.artifacts;

import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3's refusals mean. */
final class Refusals {
  private static final int SERVER_ERRORS = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  private Refusals() {}

  /**
   * Whether S3 would refuse it again: then another way may succeed, such as sending what it does
   * not copy, and what both need fails there as well.
   */
  static boolean isFinal(S3Exception refusal) {
    return refusal.statusCode() < SERVER_ERRORS && refusal.statusCode() != TOO_MANY_REQUESTS;
  }
}
