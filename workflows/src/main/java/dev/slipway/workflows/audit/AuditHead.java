package dev.slipway.workflows.audit;

/**
 * The end of an agent's chain of audit bundles. It is kept outside the chain, since the newest
 * bundle has no successor to prove it.
 *
 * @param sequence the newest bundle's number; the first is 1
 * @param sha256 the newest bundle's hash
 */
public record AuditHead(long sequence, String sha256) {}
