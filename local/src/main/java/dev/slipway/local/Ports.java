package dev.slipway.local;

/**
 * The four ports of the local stack, side by side.
 *
 * @param withTemporalUi whether the third one is open; Temporal's interface has no fence
 */
record Ports(int base, boolean withTemporalUi) {
  static final int FIRST = 1024;
  static final int LAST = 65_532;

  int starter() {
    return base;
  }

  int temporal() {
    return base + 1;
  }

  int temporalUi() {
    return base + 2;
  }

  int emulator() {
    return base + 3;
  }
}
