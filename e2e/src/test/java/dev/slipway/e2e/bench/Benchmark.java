package dev.slipway.e2e.bench;

/** One question about speed, answered by measuring. */
interface Benchmark {
  /** What it is called on the command line. */
  String name();

  /** Measures; progress goes to standard error. */
  Report run() throws Exception;
}
