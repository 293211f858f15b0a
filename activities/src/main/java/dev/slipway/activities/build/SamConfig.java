package dev.slipway.activities.build;

import dev.slipway.workflows.model.AgentKey;

/** SAM's settings file: no prompts, and the same parameters for a manual run as for Slipway's. */
final class SamConfig {
  private SamConfig() {}

  static String text(AgentKey agent, BuildTarget target) {
    // None of the values can contain a quote: each was checked against a pattern.
    return """
        # Written by Slipway. To run it yourself: sam build, then sam deploy.
        version = 0.1

        [default.global.parameters]
        region = "%2$s"
        stack_name = "%1$s"
        beta_features = false

        [default.build.parameters]
        template_file = "template.yaml"
        cached = false
        parallel = false
        use_container = false
        parameter_overrides = "Runtime=%3$s Architecture=%4$s"

        [default.package.parameters]
        resolve_s3 = true

        [default.deploy.parameters]
        resolve_s3 = true
        capabilities = "CAPABILITY_IAM"
        confirm_changeset = false
        fail_on_empty_changeset = false
        """
        .formatted(
            agent.stackName(),
            agent.region(),
            target.runtime().wireName(),
            target.architecture().wireName());
  }
}
