package dev.slipway.storage.secrets;

import dev.slipway.api.DeploymentId;

/** A deployment's keys are already stored with different values. */
public final class SecretConflictException extends RuntimeException {
  SecretConflictException(DeploymentId deployment) {
    super("api_keys: not those deployment '%s' was given before".formatted(deployment));
  }
}
