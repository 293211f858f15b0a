package dev.slipway.starter.storage;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.SecretRef;
import java.util.Map;

/** Where API keys go the moment they arrive. */
public interface ApiKeyStore {
  SecretRef store(AgentKey agent, DeploymentId deployment, Map<String, String> keys);

  void remove(AgentKey agent, SecretRef secret);
}
