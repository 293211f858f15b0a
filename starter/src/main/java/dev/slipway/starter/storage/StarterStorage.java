package dev.slipway.starter.storage;

import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.audit.Records;

/** Everything the starter stores outside Temporal. */
public record StarterStorage(
    Accounts accounts,
    CodeStore code,
    ApiKeyStore keys,
    StepLogs logs,
    Records records,
    AuditArchive audits,
    TokenStore tokens) {}
