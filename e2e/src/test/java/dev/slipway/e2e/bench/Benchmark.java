package dev.slipway.e2e.bench;

/** One performance question, answered by measurement. */
interface Benchmark {
  /** Its name on the command line. */
  String name();

  /** Measures; progress goes to standard error. */
  Report run() throws Exception;
}
