package dev.slipway.workflows.deploy;

import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.DeploymentSpec;
import org.jspecify.annotations.Nullable;

/**
 * What shall be different when a parked deployment goes on; what is absent stays.
 *
 * @param spec the whole new spec
 * @param code the corrected code, stored
 */
public record Patch(@Nullable DeploymentSpec spec, @Nullable ArtifactRef code) {
  public DeploymentOrder applyTo(DeploymentOrder order) {
    return order.with(spec == null ? order.spec() : spec, code == null ? order.code() : code);
  }
}
