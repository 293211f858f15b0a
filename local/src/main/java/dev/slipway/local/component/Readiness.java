package dev.slipway.local.component;

/** Whether a child can be used by now. Asked again and again, so an attempt has to be short. */
@FunctionalInterface
public interface Readiness {
  boolean isReady();
}
