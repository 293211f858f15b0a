package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.workflows.model.SecretRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the alias {@code live} should serve: a package and how it runs. The plan is created from it,
 * and what went live is compared with it.
 *
 * @param secret the keys it reads; absent when it has none
 * @param models all the models it may call; empty if it may call any
 * @param streams whether main yields its answer in chunks
 */
public record Shipment(
    DeploymentSpec spec,
    SamBuild.Built built,
    @Nullable SecretRef secret,
    List<String> models,
    boolean streams) {
  /** Combines the parts of a deployment, taking the source's properties from its bundle. */
  public static Shipment of(
      DeploymentSpec spec, Inject.Bundle bundle, SamBuild.Built built, @Nullable SecretRef secret) {
    List<String> models = bundle.modelsComplete() ? bundle.models() : List.of();
    return new Shipment(spec, built, secret, models, bundle.streams());
  }
}
