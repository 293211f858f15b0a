package dev.slipway.workflows.model;

import org.jspecify.annotations.Nullable;

/** Something to be done with an agent, in the account where it lives. */
public interface OfAgent extends InAccount {
  AgentKey agent();

  @Override
  default @Nullable AccountRole role() {
    return agent().role();
  }
}
