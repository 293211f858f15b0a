package dev.slipway.local;

import java.util.List;

/** Settings that cannot be used, with all problems at once. */
final class InvalidSettings extends Exception {
  private static final long serialVersionUID = 1;

  InvalidSettings(List<String> problems) {
    super(String.join("\n", problems));
  }
}
