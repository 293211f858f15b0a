package dev.slipway.starter.storage;

import dev.slipway.api.DeploymentId;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.workflows.model.AgentKey;
import org.jspecify.annotations.Nullable;

/** What the steps of a deployment logged. */
@FunctionalInterface
public interface StepLogs {
  LogStore.Page read(
      AgentKey agent, DeploymentId deployment, @Nullable String step, @Nullable String cursor);
}
