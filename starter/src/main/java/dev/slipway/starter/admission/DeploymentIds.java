package dev.slipway.starter.admission;

import dev.slipway.api.DeploymentId;
import java.security.SecureRandom;
import java.time.Clock;

/** Generates ids that sort by time and never collide. */
final class DeploymentIds {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** 45 bits of milliseconds last until the year 3084. */
  private static final int TIME_DIGITS = 9;

  /** 40 random bits within one millisecond. */
  private static final int RANDOM_DIGITS = 8;

  private DeploymentIds() {}

  static DeploymentId next(Clock clock) {
    StringBuilder id = new StringBuilder("d-");
    long millis = clock.millis();
    for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
      id.append(DIGITS.charAt((int) (millis >>> (5 * digit)) & 31));
    }
    for (int digit = 0; digit < RANDOM_DIGITS; digit++) {
      id.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
    }
    return new DeploymentId(id.toString());
  }
}
