package dev.slipway.local;

/** The four ports of the local stack, side by side. */
record Ports(int base) {
  static final int FIRST = 1024;
  static final int LAST = 65_532;

  int starter() {
    return base;
  }

  int temporal() {
    return base + 1;
  }

  int temporalPage() {
    return base + 2;
  }

  int emulator() {
    return base + 3;
  }
}
