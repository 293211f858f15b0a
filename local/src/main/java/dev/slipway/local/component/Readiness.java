package dev.slipway.local.component;

/** Whether a child can be used yet. Polled repeatedly, so an attempt has to be short. */
@FunctionalInterface
public interface Readiness {
  boolean isReady();
}
