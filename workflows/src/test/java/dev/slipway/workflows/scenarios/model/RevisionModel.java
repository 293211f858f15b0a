package dev.slipway.workflows.scenarios.model;

/**
 * A revision that should be kept.
 *
 * @param key the deployment whose key it reads; {@code none} without one
 */
record RevisionModel(int number, String deployment, Request request, String key) {
  @Override
  public String toString() {
    return number + " " + deployment;
  }
}
