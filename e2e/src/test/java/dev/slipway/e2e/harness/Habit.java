package dev.slipway.e2e.harness;

import java.io.IOException;

/** A way in which AWS answers and the emulator does not. */
interface Habit {
  /** What answers where a habit does not. */
  @FunctionalInterface
  interface Cloud {
    byte[] ask(HttpMessage request) throws IOException, InterruptedException;
  }

  byte[] answer(HttpMessage request, Cloud behind) throws IOException, InterruptedException;

  /** How often it has made a difference. */
  int times();
}
