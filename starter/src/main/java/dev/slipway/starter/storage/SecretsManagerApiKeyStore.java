package dev.slipway.starter.storage;

import dev.slipway.api.DeploymentId;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.storage.secrets.SecretConflictException;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.SecretRef;
import java.util.Map;

/** Keeps API keys in Secrets Manager. */
record SecretsManagerApiKeyStore(AccountStores stores) implements ApiKeyStore {
  @Override
  public SecretRef store(AgentKey agent, DeploymentId deployment, Map<String, String> keys) {
    try {
      return stores.of(agent).secrets().create(agent, deployment, keys);
    } catch (SecretConflictException other) {
      throw ProblemException.conflict(
          "deployment_id: '%s' already has other api_keys (expected: a new id for another request)"
              .formatted(deployment));
    }
  }

  @Override
  public void remove(AgentKey agent, SecretRef secret) {
    if (!stores.of(agent).secrets().delete(agent.region(), secret.arn())) {
      System.getLogger(SecretsManagerApiKeyStore.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} was already gone", secret.arn());
    }
  }
}
