package dev.slipway.workflows.audit;

import dev.slipway.api.DeploymentId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far an agent's audit has got.
 *
 * @param unaudited deployments that ended and have no bundle yet, in the order of their ends
 * @param head the end of the chain; absent before the first bundle
 * @param trouble why the first of them could not be written yet; absent while all is well
 */
public record AuditState(
    List<DeploymentId> unaudited, @Nullable AuditHead head, @Nullable String trouble) {
  public static final AuditState NONE = new AuditState(List.of(), null, null);

  public AuditState {
    unaudited = List.copyOf(Objects.requireNonNullElse(unaudited, List.of()));
  }
}
