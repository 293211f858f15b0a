package dev.slipway.starter.admission;

import dev.slipway.starter.problems.ProblemException;

/** It is not known yet whether a deployment was admitted; what was stored for it must stay. */
final class UnclearOutcome extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String sentence;

  UnclearOutcome(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  ProblemException toProblem() {
    return ProblemException.unavailable(sentence);
  }
}
