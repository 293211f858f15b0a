package dev.slipway.api;

/** An enum whose constants have names of their own in JSON. */
public interface WireName {
  /** The name in JSON. */
  String wireName();
}
