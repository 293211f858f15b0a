package dev.slipway.workflows.undo;

/**
 * One line of the ledger.
 *
 * @param resource its kind, such as {@code stack} or {@code AWS::Lambda::Function}
 * @param id its name, address or id
 * @param reason why, in plain English
 */
public record LedgerEntry(String resource, String id, LedgerAction action, String reason) {}
