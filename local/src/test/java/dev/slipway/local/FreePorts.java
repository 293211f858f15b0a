package dev.slipway.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;

/** Free ports, away from those that Linux gives to connections and from end-to-end tests. */
final class FreePorts {
  private static final int FIRST = 12_000;
  private static final int LAST = 19_000;
  private static final int NEIGHBOURS = 4;

  private FreePorts() {}

  /** The first of four that are side by side, as a stack needs them. */
  static int base() {
    return new Random()
        .ints(FIRST, LAST)
        .filter(base -> IntStream.range(base, base + NEIGHBOURS).allMatch(FreePorts::isFree))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket held = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return held.getLocalPort() == port;
    } catch (IOException taken) {
      return false;
    }
  }
}
