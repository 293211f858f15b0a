package dev.slipway.starter.storage;

import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.audit.Records;

/** Everything the front door keeps outside of Temporal. */
public record StarterStorage(
    Accounts accounts,
    CodeStore code,
    ApiKeyStore keys,
    StepLogs logs,
    Records records,
    AuditArchive audits) {}
