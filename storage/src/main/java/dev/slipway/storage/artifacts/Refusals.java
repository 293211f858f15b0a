package dev.slipway.storage.artifacts;

import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3's refusal of a copy means. */
final class Refusals {
  private static final int SERVER_ERRORS = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  private Refusals() {}

  /**
   * Whether sending the bytes instead may succeed: what S3 refuses in this way, it may take in the
   * other; what both need fails there as well.
   */
  static boolean concernTheCopy(S3Exception refusal) {
    return refusal.statusCode() < SERVER_ERRORS && refusal.statusCode() != TOO_MANY_REQUESTS;
  }
}
