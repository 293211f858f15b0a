package dev.slipway.starter.storage;

import dev.slipway.storage.aws.AwsClients;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.model.InAccount;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * This module's AWS clients, in their own type so that they never mix with the worker's. A role is
 * assumed in Slipway's own name: only what is ordered has a principal.
 */
public final class StarterAws implements AutoCloseable {
  private final AwsClients own;
  private final Map<AccountRole, AwsClients> others = new ConcurrentHashMap<>();

  public StarterAws(AwsClients own) {
    this.own = own;
  }

  /** Those of the server's own account. */
  public AwsClients clients() {
    return own;
  }

  /** Those of the account that this is in. */
  public AwsClients clients(InAccount place) {
    @Nullable AccountRole role = place.role();
    return role == null ? own : others.computeIfAbsent(role.on(null), own::as);
  }

  @Override
  public void close() {
    others.values().forEach(AwsClients::close);
    own.close();
  }
}
