package dev.slipway.storage.audit;

import dev.slipway.workflows.model.AgentKey;
import java.util.List;

/** The accounts that have bundles. */
public interface AuditPlaces {
  /** The records of an agent's account. */
  Records records(AgentKey agent);

  /** Those of all accounts. */
  List<Records> all();

  /** One account only. */
  static AuditPlaces only(Records records) {
    return new AuditPlaces() {
      @Override
      public Records records(AgentKey agent) {
        return records;
      }

      @Override
      public List<Records> all() {
        return List.of(records);
      }
    };
  }
}
