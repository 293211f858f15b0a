package dev.slipway.workflows.deploy;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.PackageTerms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changes when a parked deployment continues; what is absent stays the same.
 *
 * @param spec the whole new spec
 * @param code the corrected code, stored
 * @param skipResources what a stuck rollback may skip, by logical id; applies to this retry only;
 *     absent without consent
 * @param packages which packages the new spec may have; absent with none
 */
public record Patch(
    @Nullable DeploymentSpec spec,
    @Nullable ArtifactRef code,
    @Nullable List<String> skipResources,
    @Nullable PackageTerms packages) {
  /** A patch without consent to skip anything. */
  public Patch(@Nullable DeploymentSpec spec, @Nullable ArtifactRef code) {
    this(spec, code, null, null);
  }

  /** A retry without changes. */
  public static final Patch NONE = new Patch(null, null);

  public boolean changesNothing() {
    return equals(NONE);
  }

  public DeploymentOrder applyTo(DeploymentOrder order) {
    return order.with(
        spec == null ? order.spec() : spec,
        code == null ? order.code() : code,
        packages == null ? order.packages() : packages);
  }
}
