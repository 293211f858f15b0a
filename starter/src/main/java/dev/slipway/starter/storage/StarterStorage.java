package dev.slipway.starter.storage;

/** Everything the front door keeps outside of Temporal. */
public record StarterStorage(Accounts accounts, CodeShelf code, KeySafe keys, StepLogs logs) {}
