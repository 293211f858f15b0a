package dev.slipway.workflows.steps;

import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.model.SecretRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shall stand behind the alias {@code live}: a package and how it shall run. The plan is made
 * from it, and what went live is compared with it.
 *
 * @param secret the keys it reads; absent when it has none
 * @param models all the models it may ask; empty when it may ask any
 * @param streams whether main yields its answer piece by piece
 */
public record Shipment(
    DeploymentSpec spec,
    SamBuild.Built built,
    @Nullable SecretRef secret,
    List<String> models,
    boolean streams) {
  /** The parts of a deployment, the source's own facts taken from its bundle. */
  public static Shipment of(
      DeploymentSpec spec, Inject.Bundle bundle, SamBuild.Built built, @Nullable SecretRef secret) {
    List<String> models = bundle.modelsComplete() ? bundle.models() : List.of();
    return new Shipment(spec, built, secret, models, bundle.streams());
  }
}
