package dev.slipway.workflows.undo;

/**
 * One line of the ledger.
 *
 * @param resource what kind of thing, such as {@code stack} or {@code AWS::Lambda::Function}
 * @param id its name, address or id
 * @param reason why, in plain words
 */
public record LedgerEntry(String resource, String id, LedgerAction action, String reason) {}
