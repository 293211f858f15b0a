package dev.slipway.starter.storage;

import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.audit.AuditPlaces;

/** Everything the starter stores outside Temporal. */
public record StarterStorage(
    Accounts accounts,
    CodeStore code,
    ApiKeyStore keys,
    StepLogs logs,
    AuditPlaces places,
    AuditArchive audits,
    TokenStore tokens) {}
