package dev.slipway.activities.reuse;

import dev.slipway.activities.build.SamTemplate;
import dev.slipway.activities.files.Artifacts;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.FrozenSource;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.steps.ReuseRevision;
import dev.slipway.workflows.steps.SamBuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Copies what a revision was deployed from, each byte verified by its hash.
 *
 * <p>A separate copy, for two reasons: CloudFormation updates a function only when the address of
 * its code changes, even if someone has changed the code manually; and each deployment's objects
 * stay its own, to be undone or pruned without checking any other.
 */
public final class ReuseRevisionActivity implements ReuseRevision {
  private final Artifacts artifacts;
  private final BiPredicate<String, String> secretExists;

  /**
   * The step.
   *
   * @param secretExists whether there is a secret in a region under an ARN
   */
  public ReuseRevisionActivity(Artifacts artifacts, BiPredicate<String, String> secretExists) {
    this.artifacts = artifacts;
    this.secretExists = secretExists;
  }

  @Override
  public Reused reuseRevision(Input input) {
    requireAllThere(input);
    SamBuild.Built built = input.built();
    ArtifactRef source = copy(input, input.source(), FrozenSource.ARCHIVE);
    ArtifactRef code = copy(input, built.code(), "function.zip");
    ArtifactRef template = template(input, built.template(), code);
    return new Reused(
        source,
        new SamBuild.Built(
            template, built.lock(), built.layer(), true, code, built.unzippedBytes()));
  }

  private void requireAllThere(Input input) {
    String region = input.agent().region();
    List<String> missing = new ArrayList<>();
    SamBuild.Built built = input.built();
    for (ArtifactRef ref : List.of(input.source(), built.code(), built.template(), built.layer())) {
      if (artifacts.find(region, ref.key()).isEmpty()) {
        missing.add("object " + ref.uri());
      }
    }
    SecretRef secret = input.secret();
    if (secret != null && !secretExists.test(region, secret.arn())) {
      missing.add("secret " + secret.arn());
    }
    if (!missing.isEmpty()) {
      throw Failure.of(
              FailureType.REVISION_GONE,
              "Artifacts of revision %d no longer exist.".formatted(input.revision()),
              missing)
          .toException();
    }
  }

  private ArtifactRef copy(Input input, ArtifactRef from, String name) {
    String region = input.agent().region();
    return artifacts.copy(region, from, key(input, name, from.sha256()));
  }

  private ArtifactRef template(Input input, ArtifactRef from, ArtifactRef code) {
    String region = input.agent().region();
    try {
      var template = new SamTemplate(artifacts.read(region, from));
      if (template.hasFunction()) {
        template.setCode(code.uri());
      }
      byte[] bytes = template.bytes();
      return artifacts.put(region, key(input, "template.yaml", Sha256.of(bytes)), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("template: %s (expected: YAML)".formatted(from.uri()), e);
    }
  }

  private static String key(Input input, String name, String sha256) {
    return ArtifactKeys.deployed(input.agent().stackName(), input.deploymentId(), name, sha256);
  }
}
