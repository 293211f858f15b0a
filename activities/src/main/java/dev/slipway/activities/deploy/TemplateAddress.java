package dev.slipway.activities.deploy;

import dev.slipway.activities.stack.ChangeSets;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.workflows.model.AgentKey;
import java.nio.charset.StandardCharsets;

/** Passes a template to CloudFormation: directly, or through S3 when it is long. */
public final class TemplateAddress {
  private final ArtifactStore artifacts;
  private final AwsSettings settings;

  public TemplateAddress(ArtifactStore artifacts, AwsSettings settings) {
    this.artifacts = artifacts;
    this.settings = settings;
  }

  /** The template itself, or the https address where it is now stored. */
  public String of(AgentKey agent, DeploymentId deployment, String template) {
    var bytes = template.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= ChangeSets.MAX_INLINE_TEMPLATE_LENGTH) {
      return template;
    }
    var key =
        ArtifactKeys.deployed(
            agent.stackName(), deployment, "change-set-template.json", Sha256.of(bytes));
    var ref = artifacts.put(agent.region(), key, bytes);
    return settings.endpoint() == null
        ? "https://%s.s3.%s.amazonaws.com/%s".formatted(ref.bucket(), agent.region(), ref.key())
        : "%s/%s/%s".formatted(settings.endpoint(), ref.bucket(), ref.key());
  }
}
