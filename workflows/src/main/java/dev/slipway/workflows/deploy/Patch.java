package dev.slipway.workflows.deploy;

import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.DeploymentSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shall be different when a parked deployment goes on; what is absent stays.
 *
 * @param spec the whole new spec
 * @param code the corrected code, stored
 * @param skipResources what a rollback that stopped may leave as it is, by logical id; counts for
 *     this retry only; absent where nobody consented to any
 */
public record Patch(
    @Nullable DeploymentSpec spec,
    @Nullable ArtifactRef code,
    @Nullable List<String> skipResources) {
  /** A patch without consent to skip anything. */
  public Patch(@Nullable DeploymentSpec spec, @Nullable ArtifactRef code) {
    this(spec, code, null);
  }

  /** A retry of what is there. */
  public static final Patch NONE = new Patch(null, null);

  public boolean changesNothing() {
    return equals(NONE);
  }

  public DeploymentOrder applyTo(DeploymentOrder order) {
    return order.with(spec == null ? order.spec() : spec, code == null ? order.code() : code);
  }
}
