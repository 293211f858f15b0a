package dev.slipway.local;

import java.net.HttpURLConnection;

/** What stands between the emulator's port and the emulator. */
final class EmulatorFence {
  private EmulatorFence() {}

  /** Whether a request without a token is refused at that address. */
  static boolean stands(String url) {
    return Answers.status(url + "/") == HttpURLConnection.HTTP_FORBIDDEN;
  }
}
